// what somebody on call has to see: whether it is full, who holds the connections, who blocks, and how old transactions are
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { folder, poolcfg } from "../cli/_run.ts";
import { sleep } from "../conformance/_clock.ts";
import { startPair } from "../runtime/_replica.ts";
import { startServer, type TestServer } from "./_pg.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 240_000);
afterAll(() => server?.stop());

let opened: Client[] = [];
afterEach(async () => {
  await Promise.all(opened.map((client) => client.end()));
  opened = [];
  await server.drained();
});

async function open(user: string, count: number, application?: string): Promise<Client[]> {
  const clients = await server.open(user, count, application);
  opened.push(...clients);
  return clients;
}

interface Report {
  readonly code: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the schema is tested elsewhere
  readonly server: any;
  readonly found: readonly { rule: string; severity: string; message: string; help?: string }[];
}

async function look(url: string, ...words: string[]): Promise<Report> {
  const cwd = folder({});
  const { code, out, err } = await poolcfg(["doctor", url, "--format=json", ...words], { cwd });
  const { server: seen, findings, failure } = JSON.parse(out);
  expect(failure, err).toBeUndefined();
  const found = findings.filter(({ rule }: { rule: string }) => rule !== "idle-session-ended-by-server");
  const text = (await poolcfg(["doctor", url, ...words], { cwd })).out.replaceAll(/ +/g, " ");
  return { code, server: seen, found, text };
}

const about = ({ found }: Report, rule: string) => found.filter((finding) => finding.rule === rule);

describe("how full it is", () => {
  // one connection is the test's own
  test.each([
    ["app", 11, []],
    ["app", 12, ["warning"]],
    ["app", 14, ["warning"]],
  ])("as %s, beside %i others of 15", async (user, count, severities) => {
    await open("other", count - 1);
    const report = await look(server.url(user));
    expect(about(report, "connections-nearly-used").map(({ severity }) => severity)).toEqual(severities);
    expect(report.server.free).toEqual({ count: 15 - count, binds: "max_connections" });
    expect(report.text.split("\n")[1]).toBe(` free ${15 - count} of 15 for app; ${count} in use`);
  });

  test("the limit of the role", async () => {
    await open("few", 3);
    const report = await look(server.url("few"));
    expect(about(report, "connections-nearly-used")).toEqual([]);
    expect(report.server.free).toEqual({ count: 1, binds: "role" });
    expect(report.text).toContain("free 1 of 4 for few, by the limit of the role; 3 in use");
    await server.admin("ALTER ROLE few CONNECTION LIMIT 20");
    await open("few", 8);
    await server.admin("ALTER ROLE few CONNECTION LIMIT 12");
    const nearly = await look(server.url("few"));
    await server.admin("ALTER ROLE few CONNECTION LIMIT 4");
    expect(about(nearly, "connections-nearly-used")).toMatchObject([
      { severity: "warning", message: "11 of the CONNECTION LIMIT 12 of role few are in use (91 %), 1 is free" },
      { severity: "warning", message: expect.stringContaining("the 15 that the server has") },
    ]);
  });

  test("the limits of others, seen by a superuser", async () => {
    await open("few", 4);
    const report = await look(server.url("postgres"));
    expect(about(report, "ordinary-roles-refused-now")).toMatchObject([
      { severity: "info", message: expect.stringContaining("of role few are refused now: 4 are in use") },
    ]);
  });

  test("nothing is left for ordinary roles, seen by a superuser", async () => {
    await open("other", 14);
    const report = await look(server.url("postgres"));
    expect(about(report, "ordinary-roles-refused-now")).toMatchObject([
      { severity: "error", message: expect.stringContaining("15 connections are in use, and the server has 15") },
    ]);
    expect(report.code).toBe(1);
    expect(report.text).toContain("free 5 of 20 for postgres; 15 in use\n 0 of 15 for ordinary roles");
  });

  test("the role that logged in counts, whatever it acts as", async () => {
    await server.admin("CREATE ROLE owner");
    await server.admin("GRANT owner TO few");
    await server.admin("ALTER ROLE few IN DATABASE shop SET role = 'owner'");
    await open("few", 2);
    const report = await look(server.url("few"), "--set", "pool.max=5");
    await server.admin("ALTER ROLE few IN DATABASE shop RESET role");
    expect(report.server).toMatchObject({
      role: { name: "few", current: "owner", limit: 4 },
      usable: { count: 4, binds: "role" },
      free: { count: 2, binds: "role" },
    });
    expect(about(report, "connection-limit-below-fleet")).toMatchObject([{ severity: "error" }]);
    expect(report.text).toContain("as few (SET role owner), database shop");
  });

  test("a default size of the pool is no error", async () => {
    const small = await look(server.url("app", "small"));
    expect(small.code).toBe(0);
    expect(about(small, "connection-limit-below-fleet")).toMatchObject([{ severity: "warning" }]);
    expect((await look(server.url("app", "small"), "--set", "pool.max=10")).code).toBe(1);
  });
});

test("who holds them, though each process has a name of its own", async () => {
  for (const number of [1, 2, 3, 4, 5])
    await open("other", 1, `puma: cluster worker ${number}: ${4711 + number} [shop]`);
  const [web] = await open("app", 1, "web-7d9f8b6c5-x2x4z");
  await web!.query("BEGIN");
  await open("app", 1, "web-7d9f8b6c5-k9m3q");
  const { server: seen, text } = await look(server.url("watcher"));
  expect(seen.usage.groups).toContainEqual(
    expect.objectContaining({ application: "puma: cluster worker *: * [shop]", user: "other", count: 5 }),
  );
  expect(seen.usage.applications.slice(0, 2)).toEqual([
    { application: "puma: cluster worker *: * [shop]", user: "other", count: 5 },
    { application: "web-*-*", user: "app", count: 2 },
  ]);
  expect(seen.usage.users).toContainEqual({ name: "other", count: 5 });
  expect(seen.usage.databases).toContainEqual({ name: "shop", count: 7 });
  expect(seen.usage.clients).toEqual([{ name: "127.0.0.1", count: 8 }]);
  expect(text).toContain("held by puma: cluster worker *: * [shop] (other) 5, web-*-* (app) 2");
});

describe("who blocks", () => {
  beforeAll(async () => {
    await server.admin("CREATE TABLE IF NOT EXISTS item (id int PRIMARY KEY, n int)");
  });
  const inPostgres = (user: string) => server.url(user, "postgres");

  async function connected(application: string): Promise<Client> {
    const { default: pg } = await import("pg");
    const client = new pg.Client({
      connectionString: inPostgres("postgres"),
      application_name: application,
      ssl: false,
    });
    client.on("error", () => {});
    await client.connect();
    opened.push(client);
    return client;
  }

  test("a table that is locked, and those who wait behind one who waits", async () => {
    const [holder, second, third] = [await connected("deploy"), await connected("web"), await connected("web")];
    await holder.query("BEGIN");
    await holder.query("SELECT * FROM item");
    second.query("ALTER TABLE item ADD COLUMN IF NOT EXISTS m int").catch(() => {});
    await sleep(200);
    third.query("SELECT * FROM item").catch(() => {});
    await sleep(200);
    // a role without rights sees the locks, too, and not who it is
    const blind = await look(inPostgres("app"));
    expect(blind.server.blocking).toMatchObject({ blocked: 2, blockers: [{ blocks: 2, state: null }] });
    const report = await look(inPostgres("watcher"), "--fail-on", "warning");
    expect(report.code).toBe(1);
    const [finding] = about(report, "sessions-blocked-now");
    expect(finding).toMatchObject({
      severity: "warning",
      message: expect.stringContaining("2 sessions wait for a lock"),
    });
    expect(finding!.message).toMatch(
      /blocked by pid \d+ \(deploy, postgres@postgres\), idle in transaction, transaction open/,
    );
    expect(finding!.help).toMatch(/pg_terminate_backend\(\d+\)/);
    expect(report.text).toMatch(/\n blocked 2 sessions, the longest for \S+\n blocked by pid \d+ \(deploy, /);
    await holder.query("ROLLBACK");
  });

  test("a short wait is no finding", async () => {
    const [holder, waiter] = [await connected("short"), await connected("web")];
    await holder.query("BEGIN");
    await holder.query("LOCK TABLE item IN ACCESS EXCLUSIVE MODE");
    waiter.query("SELECT * FROM item").catch(() => {});
    await sleep(50);
    setTimeout(() => holder.query("ROLLBACK"), 600);
    const { code, out } = await poolcfg(["doctor", inPostgres("watcher"), "--format=json"], { cwd: folder({}) });
    expect([code, JSON.parse(out).server.blocking.blocked]).toEqual([0, 0]);
  });

  test("an advisory lock is told as a note, since a leader holds it for as long as it lives", async () => {
    const [leader, candidate] = [await connected("leader"), await connected("candidate")];
    await leader.query("SELECT pg_advisory_lock(1)");
    candidate.query("SELECT pg_advisory_lock(1)").catch(() => {});
    await sleep(100);
    const report = await look(inPostgres("watcher"), "--fail-on", "warning");
    expect(report.code).toBe(0);
    expect(about(report, "sessions-blocked-now")).toMatchObject([{ severity: "info" }]);
    await leader.query("SELECT pg_advisory_unlock_all()");
  });
});

test("a transaction is as old as its beginning, whatever it does in between", async () => {
  const [client] = await open("other", 1, "slow-report");
  await client!.query("BEGIN");
  await client!.query("SELECT 1");
  await sleep(2_500);
  await client!.query("SELECT 1");
  const { server: seen, text } = await look(server.url("watcher"));
  const [oldest] = seen.transactions.oldest;
  expect(oldest).toMatchObject({ application: "slow-report", user: "other", state: "idle in transaction" });
  expect(oldest.age).toBeGreaterThanOrEqual(2_500);
  expect(oldest.since).toBeLessThan(oldest.age - 2_000);
  expect(text).toMatch(/oldest transaction open for \d+s: pid \d+ \(slow-report, other@shop\)/);
  // those of others are hidden from a role without rights, which is reported and does not fail the run
  const blind = await look(server.url("app"), "--fail-on", "warning");
  expect(blind.server.transactions.oldest).toEqual([]);
  expect(about(blind, "sessions-hidden")).toMatchObject([{ severity: "info" }]);
});

test("a view that may not be read makes the check incomplete", async () => {
  const { default: pg } = await import("pg");
  const admin = new pg.Client({ connectionString: server.url("postgres", "shop"), ssl: false });
  await admin.connect();
  await admin.query("REVOKE SELECT ON pg_catalog.pg_stat_activity FROM PUBLIC");
  const report = await look(server.url("app"));
  await admin.query("GRANT SELECT ON pg_catalog.pg_stat_activity TO PUBLIC");
  await admin.end();
  expect(report.code).toBe(1);
  expect(report.text).toContain("usage not answered: permission denied for view pg_stat_activity");
  expect(report.text).toContain("verdict: not known.");
  expect(about(report, "server-query-unanswered")).toHaveLength(1);
});

test("how far a standby is behind", async () => {
  const { primary, replica, stop } = await startPair();
  try {
    await primary.run("CREATE TABLE seen (v int)");
    const url = replica.url;
    const replayOf = async () => (await look(url)).server.recovery.replay;
    await expect
      .poll(replayOf, { timeout: 10_000 })
      .toMatchObject({ bytes: 0, behind: 0, paused: false, receiving: true });
    // nothing happens on the primary for a while, and the standby is no further behind
    await sleep(1_500);
    const idle = await look(url);
    expect(idle.server.recovery.replay).toMatchObject({ bytes: 0, behind: 0 });
    expect(idle.text).toContain("everything that it received is replayed (0 bytes behind)");
    expect(about(idle, "replica-behind")).toEqual([]);
    await replica.run("SELECT pg_wal_replay_pause()");
    await primary.run("INSERT INTO seen SELECT generate_series(1, 1000)");
    await expect.poll(async () => (await replayOf()).bytes, { timeout: 10_000 }).toBeGreaterThan(1_000);
    const paused = await look(url);
    expect(paused.server.recovery.replay).toMatchObject({ paused: true, receiving: true });
    expect(paused.server.recovery.replay.behind).toBeGreaterThan(0);
    expect(about(paused, "replica-behind")).toMatchObject([{ message: expect.stringContaining("paused") }]);
    await replica.run("SELECT pg_wal_replay_resume()");
  } finally {
    await stop();
  }
}, 120_000);

// what a real PostgreSQL answers
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessOf } from "../../src/doctor/_access.ts";
import { examine } from "../../src/doctor/doctor.ts";
import { usableOf } from "../../src/lint/usable.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { startServer, type TestServer } from "./_pg.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 240_000);
afterAll(() => server?.stop());

async function look(user: string, database = "shop") {
  const { config } = inspectPoolConfig({ dsn: server.url(user, database), env: {}, dotenv: false, config: {} });
  return examine(accessOf(config, ".", 5_000));
}

test("every question is answered", async () => {
  const { measured, link } = await look("app");
  expect(measured.unanswered).toEqual({});
  expect(measured.version?.number).toBeGreaterThan(170_000);
  expect(measured.version?.text).toMatch(/^\d+/);
  expect(measured.slots).toEqual({
    maxConnections: 20,
    superuserReserved: 3,
    reserved: 2,
    superuser: false,
    mayUseReserved: false,
  });
  expect(measured.role).toEqual({ name: "app", current: "app", limit: null, database: "shop", databaseLimit: null });
  expect(measured.recovery).toEqual({ inRecovery: false, readOnly: false, replay: null });
  expect(measured.clock!.latency).toBeGreaterThan(0);
  expect(Math.abs(measured.clock!.offset)).toBeLessThan(1_000);
  expect(link).toMatchObject({ tls: null, address: "127.0.0.1", parameters: { server_encoding: "UTF8" } });
  // under prefer, a server without TLS is nothing to report
  expect(link.attempts).toEqual([]);
});

test.each([
  ["app", "shop", { count: 15, binds: "max_connections", slots: 15 }],
  ["watcher", "shop", { count: 17, binds: "max_connections", slots: 17 }],
  ["postgres", "shop", { count: 20, binds: "max_connections", slots: 20 }],
  ["few", "shop", { count: 4, binds: "role", slots: 15 }],
  ["app", "small", { count: 3, binds: "database", slots: 15 }],
  ["postgres", "small", { count: 20, binds: "max_connections", slots: 20 }],
] as const)("what %s can have in %s", async (user, database, usable) => {
  expect(usableOf((await look(user, database)).measured)).toEqual(usable);
});

test("timeouts come with the place that they are set in", async () => {
  const { timeouts } = (await look("app")).measured;
  expect(timeouts).toEqual({
    statement_timeout: { value: 7_000, source: "user" },
    idle_session_timeout: { value: 120_000, source: "database" },
    lock_timeout: { value: null, source: "default" },
    transaction_timeout: { value: null, source: "default" },
    idle_in_transaction_session_timeout: { value: null, source: "default" },
  });
});

describe("usage", () => {
  test("is told by application, user, database and state, to those who may see it", async () => {
    const clients = await server.open("other", 3, "shop-web");
    await clients[0]!.query("BEGIN");
    const seen = (await look("watcher")).measured.usage!;
    expect(seen).toMatchObject({ seesOthers: true, hidden: 0, more: 0 });
    const web = seen.groups.filter(({ application }) => application === "shop-web");
    expect(web).toMatchObject([
      { user: "other", database: "shop", state: "idle", count: 2 },
      { user: "other", database: "shop", state: "idle in transaction", count: 1 },
    ]);
    expect(web[1]!.longest).toBeGreaterThanOrEqual(0);
    const blind = (await look("app")).measured.usage!;
    expect(blind.seesOthers).toBe(false);
    expect(blind.hidden).toBeGreaterThanOrEqual(3);
    expect(blind.groups).toContainEqual(
      expect.objectContaining({ user: "other", state: null, longest: null, count: 3 }),
    );
    expect(blind.groups.map(({ application }) => application)).not.toContain("poolcfg doctor");
    await Promise.all(clients.map((client) => client.end()));
  });
});

test("nothing is left behind, and nothing can be written", async () => {
  await look("app");
  const { rows } = await server.admin(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'poolcfg doctor'",
  );
  expect(rows[0].n).toBeLessThanOrEqual(1);
});

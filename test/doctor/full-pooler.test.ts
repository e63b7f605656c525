// a PgBouncer whose server connections are all in use, and its admin console
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { poolcfg } from "../cli/_run.ts";
import { startServer, type TestServer } from "./_pg.ts";
import { type Bouncer, PROGRAMS, startPgBouncer } from "./_pgbouncer.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 240_000);
afterAll(() => server?.stop());

if (PROGRAMS.length === 0)
  test("a full pooler", ({ skip }) => skip("PgBouncer is not installed: apt-get install pgbouncer"));

const CASES = PROGRAMS.flatMap((program) =>
  ["session", "transaction"].map((mode) => [program.version, mode, program] as const),
);

const held: pg.Client[] = [];
afterEach(() => Promise.all(held.splice(0).map((client) => client.end().catch(() => {}))));

/** Holds every server connection of the pool for `app`: seven, as the tests' PgBouncer is set. */
async function fill(bouncer: Bouncer): Promise<void> {
  for (let at = 0; at < 7; at++) {
    const client = new pg.Client({ connectionString: bouncer.url("app"), ssl: false });
    client.on("error", () => {});
    await client.connect();
    await client.query("BEGIN");
    held.push(client);
  }
}

async function failure(...argv: string[]) {
  const { code, out, err } = await poolcfg(["doctor", "--format=json", "--timeout=1s", ...argv]);
  expect(code).toBe(3);
  expect(err).not.toMatch(/firewall|security group/);
  return JSON.parse(out).failure;
}

describe.each(CASES)("PgBouncer %s in %s mode", (version, _mode, program) => {
  let bouncer: Bouncer;
  beforeAll(async () => {
    bouncer = await startPgBouncer(program, server, _mode);
  });
  afterAll(() => bouncer?.stop());

  test("is named as full, although the login succeeded", async () => {
    await fill(bouncer);
    const { reason, phase, meaning, action, message, pools } = await failure(bouncer.url("app"));
    expect([reason, phase, pools]).toEqual(["timeout", "query", undefined]);
    expect(meaning).toMatch(/server connections of (?:its|the) pool|pool for this user and database/);
    expect(action).toContain("SHOW POOLS");
    expect(message).not.toContain("No connection to the server");
  });

  test("shows its pools on a console that is named", async () => {
    await fill(bouncer);
    for (const console of [bouncer.url("watcher", "pgbouncer"), bouncer.url("watcher", "")]) {
      const { meaning, pools } = await failure(bouncer.url("app"), "--console", console);
      expect(meaning).toContain("SHOW POOLS: app@shop: sv_active 7");
      const own = pools.find(
        ({ user, database }: { user: string; database: string }) => user === "app" && database === "shop",
      );
      expect(own).toMatchObject({ serversActive: 7, serversIdle: 0 });
      expect(own.clientsWaiting).toBeGreaterThan(0);
    }
  });

  test("a console that does not let the role in changes nothing", async () => {
    await fill(bouncer);
    const { reason, pools } = await failure(bouncer.url("app"), "--console", bouncer.url("other", "pgbouncer"));
    expect([reason, pools]).toEqual(["timeout", undefined]);
  });

  test("its console is a console, and no server", async () => {
    const { code, out } = await poolcfg(["doctor", bouncer.url("watcher", "pgbouncer")]);
    expect([code, out]).toEqual([expect.any(Number), expect.stringContaining(`Admin console of PgBouncer ${version}`)]);
    const json = JSON.parse((await poolcfg(["doctor", "--format=json", bouncer.url("watcher", "pgbouncer")])).out);
    expect(json.server.pooler).toMatchObject({ kind: "pgbouncer", version, isConsole: true, by: ["console"] });
    expect(json.findings.map(({ rule }: { rule: string }) => rule)).not.toContain("pooler-not-declared");
  });

  test("clients that wait are a finding on the console", async () => {
    await fill(bouncer);
    const waiting = new pg.Client({ connectionString: bouncer.url("app"), ssl: false });
    waiting.on("error", () => {});
    held.push(waiting);
    // in session mode, the login itself waits
    waiting
      .connect()
      .then(
        () => waiting.query("SELECT 1"),
        () => {},
      )
      .catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const { code, out } = await poolcfg(["doctor", "--fail-on=warning", bouncer.url("watcher", "pgbouncer")]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/pooler-clients-waiting.*client waits? for a server connection/),
    ]);
    expect(out).toMatch(/shop +app +\d+ +[1-9]\d* +7 +0 /);
    const end = Promise.all(held.splice(0, 7).map((client) => client.end()));
    await end;
  });

  test("a role that the console does not let in is told so", async () => {
    const { reason, meaning } = await failure(bouncer.url("app", "pgbouncer"));
    expect([reason, meaning]).toEqual(["authentication", expect.stringContaining("admin_users and stats_users")]);
  });
});

test.each(["nonsense", "mysql://root@db/x", "postgresql://u@h:notaport/pgbouncer"])(
  "--console %s is refused",
  async (url) => {
    const { code, err } = await poolcfg(["doctor", server.url("app"), "--console", url]);
    expect([code, err]).toEqual([2, expect.stringContaining("--console")]);
  },
);

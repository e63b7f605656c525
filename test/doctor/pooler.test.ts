// a pooler between: a real PgBouncer in each mode, one that says what it is, and hosts of providers
import { createConnection, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markOf } from "../../src/poolers/hosts.ts";
import { folder, poolcfg } from "../cli/_run.ts";
import { HOST, listen } from "../conformance/_listen.ts";
import { startServer, type TestServer } from "./_pg.ts";
import { type Bouncer, PROGRAMS, startPgBouncer } from "./_pgbouncer.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 240_000);
afterAll(() => server?.stop());

const QUIET = "[pool]\nmax = 16\nidleTimeout = '1m'\n";

async function look(url: string, toml = QUIET) {
  const cwd = folder({ "poolcfg.toml": toml });
  const { code, out, err } = await poolcfg(["doctor", "--format", "json", url], { cwd });
  expect(code, err).toBeLessThan(2);
  const { server: seen, findings } = JSON.parse(out);
  return {
    pooler: seen.pooler,
    unanswered: seen.unanswered,
    rules: findings.map(({ rule }: { rule: string }) => rule).filter((rule: string) => rule !== "sessions-hidden"),
  };
}

test("without one, none is seen", async () => {
  expect((await look(server.url("app"))).pooler).toBeUndefined();
});

if (PROGRAMS.length < 3)
  console.warn(
    `PgBouncer is tried in ${PROGRAMS.map(({ version }) => version).join(" and ") || "no version"}; for others: apt-get install pgbouncer, test/doctor/newer-package.sh trixie pgbouncer, and sid`,
  );

test.runIf(process.env.POOLCFG_DEMAND === "all")("there is a PgBouncer from before 1.20 and one from after", () => {
  const minor = PROGRAMS.map(({ version }) => Number(version.split(".")[1]));
  expect(Math.min(...minor)).toBeLessThan(20);
  expect(Math.max(...minor)).toBeGreaterThan(20);
});

const CASES = PROGRAMS.flatMap((program) =>
  ["session", "transaction", "statement"].map((mode) => [program.version, mode, program] as const),
);

describe.each(CASES)("PgBouncer %s in %s mode", (version, mode, program) => {
  // from this version on it says so of itself
  const says = Number(version.split(".")[1]) >= 26;
  let bouncer: Bouncer;
  beforeAll(async () => {
    bouncer = await startPgBouncer(program, server, mode);
  });
  afterAll(() => bouncer?.stop());

  test("tells its settings to those who may ask its console", async () => {
    const { pooler, unanswered } = await look(bouncer.url("watcher"));
    expect(unanswered).toEqual({});
    expect(pooler).toMatchObject({ kind: "pgbouncer", version, mode, maxClientConn: 50, poolSize: 7 });
    expect(pooler.by).toContain("process");
    expect(pooler.by).toContain("console");
  });

  test("is seen by others too, and is not declared", async () => {
    const { pooler, rules } = await look(bouncer.url("app"));
    expect(pooler.by).toContain("process");
    expect(pooler.by.includes("parameters")).toBe(says);
    expect(pooler.mode).toBe(says ? mode : undefined);
    expect(pooler.by).not.toContain("console");
    // the connections of the fleet are not the server's
    expect(rules).toEqual(["pooler-not-declared"]);
  });

  test("is compared with what is declared", async () => {
    const declared = `${QUIET}[pooler]\nkind = 'pgbouncer'\nmode = '${mode}'\npoolSize = 7\nmaxClientConn = 50\n`;
    expect((await look(bouncer.url("watcher"), declared)).rules).toEqual([]);
    const other = declared.replace("poolSize = 7", "poolSize = 20");
    expect((await look(bouncer.url("watcher"), other)).rules).toEqual(["pooler-not-as-declared"]);
  });
});

test("PgBouncer 1.26 and later say what they are", async () => {
  // three ParameterStatus messages before the key, as they send them
  const messages = Object.entries({
    "pgbouncer.version": "1.26.1",
    "pgbouncer.pool_mode": "transaction",
    "pgbouncer.max_prepared_statements": "200",
  }).map(([name, value]) => {
    const body = Buffer.from(`${name}\0${value}\0`);
    const head = Buffer.from([0x53, 0, 0, 0, body.length + 4]);
    return Buffer.concat([head, body]);
  });
  const proxy = createServer((socket) => {
    const behind = createConnection(server.port, HOST);
    for (const one of [socket, behind]) one.on("error", () => {});
    socket.on("close", () => behind.destroy()).on("data", (chunk) => behind.write(chunk));
    let told = false;
    behind.on("data", (chunk) => {
      const at = told ? -1 : chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      told ||= at >= 0;
      socket.write(at < 0 ? chunk : Buffer.concat([chunk.subarray(0, at), ...messages, chunk.subarray(at)]));
    });
  });
  const port = await listen(proxy);
  const url = server.url("app").replace(`:${server.port}/`, `:${port}/`);
  const { pooler, rules } = await look(url);
  proxy.close();
  expect(pooler).toEqual({
    kind: "pgbouncer",
    version: "1.26.1",
    mode: "transaction",
    maxPreparedStatements: 200,
    by: ["parameters"],
  });
  expect(rules).toEqual(["pooler-not-declared"]);
});

test.each([
  ["ep-cool-1-pooler.us-east-2.aws.neon.tech", 5432, "pgbouncer", "transaction"],
  ["ep-cool-1.us-east-2.aws.neon.tech", 5432, undefined, undefined],
  ["aws-0-eu-west-1.pooler.supabase.com", 6543, "supavisor", "transaction"],
  ["aws-0-eu-west-1.pooler.supabase.com", 5432, "supavisor", "session"],
  ["db.abc.supabase.co", 5432, undefined, undefined],
  ["shop.proxy-c1abc.eu-west-1.rds.amazonaws.com", 5432, "rds-proxy", "transaction"],
  ["shop.c1abc.eu-west-1.rds.amazonaws.com", 5432, undefined, undefined],
])("the host %s:%i", (host, port, kind, mode) => {
  const mark = markOf({ host, port });
  expect([mark?.kind, mark?.mode]).toEqual([kind, mode]);
  if (mark)
    expect(mark.estimate).toMatchObject({ source: expect.stringMatching(/^https:/), checked: expect.any(String) });
});

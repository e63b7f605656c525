// traps of postgres.js: each on the bare library, and gone in what poolcfg renders
import { readFileSync } from "node:fs";
import postgres from "postgres";
import { afterAll, describe, expect, test } from "vitest";
import { inspectPoolConfig } from "../../../src/load/index.ts";
import { render } from "../../../src/render/index.ts";
import { sleep, times } from "../_clock.ts";
import { HOST } from "../_listen.ts";
import { CAPPED_ROLE, PASSWORD, ROLE } from "../_server.ts";
import type { Certificates } from "../_tls.ts";
import { scene } from "./_scene.ts";

type Options = postgres.Options<Record<never, never>>;

const here = scene("postgres-js");
const { url, value, module } = here;
const opened: postgres.Sql[] = [];
afterAll(() => Promise.all(opened.map((sql) => sql.end({ timeout: 1 }))));

function open(...given: unknown[]): postgres.Sql {
  const sql = postgres(...(given as [string, Options])) as postgres.Sql;
  opened.push(sql);
  return sql;
}

async function backends(sql: postgres.Sql): Promise<number> {
  const rows = await Promise.all(times(4, () => sql`SELECT pg_backend_pid() AS pid, pg_sleep(0.1)::text`));
  return new Set(rows.map(([row]) => row!.pid)).size;
}

async function shown(sql: postgres.Sql, name: string): Promise<unknown> {
  return (await sql`SELECT current_setting(${name}) AS value`)[0]!.value;
}

describe.concurrent("the size of the pool", () => {
  test.each([
    ["as text", "", { max: "4" }],
    ["undefined", "", { max: undefined }],
    ["in the URL", "?max=4", {}],
  ])("%s is one connection", async (_, query, options) => {
    expect(await backends(open(url(query), options))).toBe(1);
  });

  test("is a number in what is rendered", async () => {
    expect(await backends(open(value({ "pool.max": 4 })))).toBe(4);
    const { sql } = await module<{ sql: postgres.Sql }>(
      { "connection.url": url("?max=4"), "pool.max": 4 },
      { DATABASE_URL: url("?max=4") },
    );
    opened.push(sql);
    expect(await backends(sql)).toBe(4);
  });
});

describe.concurrent("parameters of the URL", () => {
  test("of another tool are sent to the server, which refuses; the rendered module leaves them out", async () => {
    const foreign = url("?connection_limit=5&application_name=old");
    await expect(open(foreign)`SELECT 1`).rejects.toThrow(/unrecognized configuration parameter/);
    const { sql } = await module<{ sql: postgres.Sql }>(
      { "connection.url": foreign, "connection.applicationName": "new" },
      { DATABASE_URL: foreign },
    );
    opened.push(sql);
    expect(await shown(sql, "application_name")).toBe("new");
  });

  test("beat the option of the same name", async () => {
    const sql = open(url("?application_name=old"), { connection: { application_name: "new" } });
    expect(await shown(sql, "application_name")).toBe("old");
  });
});

test("undefined wipes a default; nothing undefined is rendered", () => {
  expect(open(url(), { connect_timeout: undefined }).options.connect_timeout).toBeUndefined();
  expect(open(url(), {}).options.connect_timeout).toBe(30);
  expect(Object.values(value<Options>({}))).not.toContain(undefined);
});

test("a numeric 0 does not switch a timeout of the role off; what is rendered does", async () => {
  const bare = open(url("", CAPPED_ROLE), { connection: { statement_timeout: 0 } });
  expect(await shown(bare, "statement_timeout")).toBe("7s");
  const sql = open(value({ "connection.user": CAPPED_ROLE, "session.statementTimeout": "off" }));
  expect(await shown(sql, "statement_timeout")).toBe("0");
});

test("a time beyond the longest timer closes at once; poolcfg refuses it", async () => {
  const bare = open(url(), { idle_timeout: 3_000_000, max: 1 });
  const [one] = await bare`SELECT pg_backend_pid() AS pid`;
  await sleep(200);
  const [two] = await bare`SELECT pg_backend_pid() AS pid`;
  expect(two!.pid).not.toBe(one!.pid);
  const { config } = inspectPoolConfig({ env: {}, dotenv: false, overrides: { "pool.idleTimeout": "40d" } });
  expect(render(config, "postgres-js").deviations).toMatchObject([{ path: "pool.idleTimeout", severity: "error" }]);
});

test("a lifetime that is a number ends all connections together; the rendered one is drawn for each", () => {
  const { max_lifetime: drawn } = value<{ max_lifetime: () => number }>({ "pool.maxLifetime": "20m" });
  const lifetimes = times(50, drawn);
  expect(new Set(lifetimes).size).toBeGreaterThan(40);
  expect(Math.min(...lifetimes)).toBeGreaterThanOrEqual(1_080);
  expect(Math.max(...lifetimes)).toBeLessThanOrEqual(1_200);
});

test("verify-full checks an address against localhost; what is rendered checks the address", async ({ skip }) => {
  const { certificates } = here.server;
  if (certificates instanceof Error) return skip(certificates.message);
  const { ca } = certificates as Certificates;
  const tls = { rejectUnauthorized: true, ca: readFileSync(ca, "utf8") };
  const bare = open({
    host: HOST,
    port: here.server.port,
    user: ROLE,
    password: PASSWORD,
    database: "postgres",
    ssl: tls,
  });
  expect(await bare`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  const sql = open(value({ "connection.ssl.mode": "verify-full", "connection.ssl.ca": ca }));
  await expect(sql`SELECT 1`).rejects.toThrow(/altnames/);
});

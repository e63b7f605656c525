// what depends on the inside of pg, on the oldest one that package.json allows and on the newest
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { until } from "../conformance/_clock.ts";
import { type Server, startServer } from "../conformance/_server.ts";
import { startFaultyProxy } from "./_faults.ts";
import { closeAll, poolOn, type Settings } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

const require = createRequire(import.meta.url);
const oldest: typeof pg = require("pg-oldest");

const versionAt = (path: string): string =>
  JSON.parse(readFileSync(new URL(`../../${path}/package.json`, import.meta.url), "utf8")).version;

test("the oldest is the one that the range begins with", () => {
  const { peerDependencies } = require("../../package.json");
  expect(peerDependencies.pg).toBe(`>=${versionAt("node_modules/pg-oldest").replace(/\.0$/, "")} <9`);
});

describe.each([
  [versionAt("node_modules/pg-oldest"), oldest],
  [versionAt("node_modules/pg"), pg],
])("pg %s", (_, library) => {
  const open = (settings: Settings = {}, port = server.port) =>
    poolOn(port, { "pool.max": 1, ...settings }, { pg: library });

  test("is the pool's base, and its clients are the pool's", async () => {
    const { pool } = open();
    expect(pool).toBeInstanceOf(library.Pool);
    const client = await pool.connect();
    expect(client).toBeInstanceOf(library.Client);
    client.release();
  });

  test("a query with values, one by callback, and one that fails and costs no connection", async () => {
    const { pool } = open();
    expect((await pool.query("SELECT $1::int AS n", [2])).rows).toEqual([{ n: 2 }]);
    const rows = new Promise((resolve) => pool.query("SELECT 3 AS n", (_error, result) => resolve(result.rows)));
    expect(await rows).toEqual([{ n: 3 }]);
    await expect(pool.query("SELECT nothing")).rejects.toMatchObject({ code: "42703" });
    // after an error, the server takes a moment to be ready again
    expect(await until(() => pool.idleCount === 1, 2_000)).toBe(true);
    expect(pool.stats().created).toBe(1);
  });

  test.each(["SELECT 1", "SELECT nothing"])("a transaction that is left open after %s is rolled back", async (last) => {
    const { pool, reports } = open();
    const client = await pool.connect();
    await client.query("BEGIN");
    await client.query("SET LOCAL work_mem = '1234kB'");
    await client.query(last).catch(() => {});
    client.release();
    expect((await pool.query("SHOW work_mem")).rows).toEqual([{ work_mem: "4MB" }]);
    expect(reports.map(({ type }) => type)).toContain("released-in-transaction");
    expect(pool.stats().created).toBe(1);
  });

  test("a query that still runs is waited for", async () => {
    const { pool } = open();
    const client = await pool.connect();
    const slow = client.query("SELECT pg_sleep(0.2), 7 AS n");
    client.release();
    expect((await pool.query("SELECT 8 AS n")).rows).toEqual([{ n: 8 }]);
    expect((await slow).rows).toMatchObject([{ n: 7 }]);
    expect(pool.stats().created).toBe(1);
  });

  test.each<[where: string, Settings]>([
    ["as the connection starts", {}],
    ["before a pooler in session mode", { "pooler.kind": "pgbouncer", "pooler.mode": "session" }],
    ["before a pooler in transaction mode", { "pooler.kind": "pgbouncer", "pooler.mode": "transaction" }],
  ])("session settings %s", async (_where, settings) => {
    const { pool } = open({ "session.statementTimeout": "345ms", "connection.schema": "tenant", ...settings });
    const shown = "SELECT current_setting('statement_timeout') AS timeout, current_setting('search_path') AS path";
    const expected = [{ timeout: "345ms", path: "tenant" }];
    expect((await pool.query(shown)).rows).toEqual(expected);
    expect((await pool.query(`${shown} WHERE $1::bool`, [true])).rows).toEqual(expected);
    expect((await pool.query({ text: `${shown} WHERE $1::bool`, values: [true], name: "a" })).rows).toEqual(expected);
    await expect(pool.query("SELECT pg_sleep(3)")).rejects.toMatchObject({ code: "57014" });
  });

  test("a connection that breaks is noticed, also while it is held", async () => {
    const proxy = await startFaultyProxy(server.port);
    const { pool, reports } = open({}, proxy.port);
    const client = await pool.connect();
    proxy.reset();
    await expect(client.query("SELECT 1")).rejects.toThrow();
    client.release();
    await until(() => pool.totalCount === 0, 2_000);
    expect((await pool.query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
    expect(reports.map(({ type }) => type)).toContain("lost");
    await closeAll();
    await proxy.stop();
  });

  test("a server that does not answer costs no more than connectTimeout and queryTimeout", async () => {
    const proxy = await startFaultyProxy(server.port);
    const times = { "pool.connectTimeout": "300ms", "session.queryTimeout": "200ms" };
    const { pool } = open({ ...times, "retry.maxAttempts": 1 }, proxy.port);
    await expect(pool.query("SELECT pg_sleep(3)")).rejects.toThrow(/timeout/);
    proxy.manner = "swallow";
    await expect(pool.connect()).rejects.toMatchObject({ code: "connect-timeout" });
    await closeAll();
    await proxy.stop();
  });

  test("TLS where the server has it", async ({ skip }) => {
    if (server.certificates instanceof Error) skip(`no certificates could be made: ${server.certificates.message}`);
    const { pool } = open({ "connection.ssl.mode": "prefer" });
    const { rows } = await pool.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    expect(rows).toEqual([{ ssl: true }]);
  });
});

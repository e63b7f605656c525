// every existing use of a pg.Pool works on one of poolcfg
import { createRequire } from "node:module";
import { inspect } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createPool } from "../../src/runtime/index.ts";
import { sleep } from "../conformance/_clock.ts";
import { PASSWORD, type Server, startServer } from "../conformance/_server.ts";
import { closeAll, configFor, poolOn } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

const open = (settings = {}, options = {}) => poolOn(server.port, settings, options).pool;

test("it is a pg.Pool, of the pg that is given", () => {
  expect(open()).toBeInstanceOf(pg.Pool);
  class Other extends pg.Pool {}
  const other = open({}, { pg: { ...pg, Client: pg.Client, Pool: Other } });
  expect(other).toBeInstanceOf(Other);
  expect(other).toBeInstanceOf(createRequire(import.meta.url)("pg-pool"));
});

test("a query by promise, by callback, with values, by a config, and one that fails", async () => {
  const pool = open({ "pool.max": 1 });
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  expect((await pool.query("SELECT $1::int AS n", [2])).rows).toEqual([{ n: 2 }]);
  expect((await pool.query({ text: "SELECT $1::int", values: [3], rowMode: "array" })).rows).toEqual([[3]]);
  const called = (...given: unknown[]) =>
    new Promise((resolve) => {
      (pool.query as (...all: unknown[]) => unknown)(...given, (error: Error, result: pg.QueryResult) =>
        resolve(error?.message ?? result.rows),
      );
    });
  expect(await called("SELECT 4 AS n")).toEqual([{ n: 4 }]);
  expect(await called("SELECT $1::int AS n", [5])).toEqual([{ n: 5 }]);
  expect(await called("SELECT nothing")).toMatch(/"nothing" does not exist/);
  await expect(pool.query("SELECT nothing")).rejects.toThrow(/"nothing" does not exist/);
  await expect(pool.query(null as never)).rejects.toThrow(/null or undefined query/);
  expect((await pool.query("SELECT 6 AS n")).rows).toEqual([{ n: 6 }]);
  // a statement that fails does not cost a connection
  expect(pool.stats().created).toBe(1);
});

test("a client by promise and by callback, and its release", async () => {
  const pool = open({ "pool.max": 1 });
  const client = await pool.connect();
  expect(client).toBeInstanceOf(pg.Client);
  expect([pool.totalCount, pool.idleCount, pool.waitingCount]).toEqual([1, 0, 0]);
  let called = false;
  const other = new Promise<pg.PoolClient>((resolve, reject) => {
    pool.connect((error, given, release) => {
      called = true;
      if (error) return reject(error);
      release();
      resolve(given!);
    });
  });
  expect(pool.waitingCount).toBe(1);
  client.release();
  expect(await other).toBe(client);
  expect([pool.totalCount, pool.idleCount, pool.waitingCount]).toEqual([1, 1, 0]);
  called = false;
  pool.connect((_, __, release) => {
    called = true;
    release();
  });
  expect(called, "a callback is not called before the call returns").toBe(false);
  await sleep(10);
  expect(called).toBe(true);
});

test("a client that is released with an error, or with true, is closed", async () => {
  const pool = open();
  for (const word of [new Error("broken"), true]) {
    const client = await pool.connect();
    client.release(word);
    expect(pool.idleCount).toBe(0);
  }
  expect(pool.stats().closed.released).toBe(2);
});

test("the events of pg, in the order of pg", async () => {
  const pool = open();
  const seen: string[] = [];
  for (const event of ["connect", "acquire", "release", "remove"] as const) pool.on(event, () => seen.push(event));
  const client = await pool.connect();
  client.release();
  await pool.query("SELECT 1");
  await pool.end();
  expect(seen).toEqual(["connect", "acquire", "release", "acquire", "release", "remove"]);
});

test("what a listener of connect sends comes before the first query", async () => {
  const pool = open({ "pool.max": 1 });
  pool.on("connect", (client) => {
    client.query("SET work_mem = '1234kB'");
  });
  expect((await pool.query("SHOW work_mem")).rows).toEqual([{ work_mem: "1234kB" }]);
});

test("onConnect is waited for, and its failure is the caller's", async () => {
  const asked: unknown[] = [];
  const pool = open(
    { "retry.maxAttempts": 1 },
    { onConnect: async (client: pg.Client) => asked.push((await client.query("SELECT 1 AS one")).rows[0]) },
  );
  await pool.query("SELECT 1");
  expect(asked).toEqual([{ one: 1 }]);
  const failing = open(
    { "retry.maxAttempts": 1 },
    {
      onConnect: () => {
        throw new Error("not so");
      },
    },
  );
  await expect(failing.connect()).rejects.toThrow("not so");
  expect(failing.totalCount).toBe(0);
});

test("options of pg that no field has reach the client", async () => {
  const types = { getTypeParser: () => (text: string) => `<${text}>` };
  const pool = open({}, { client: { types, password: () => PASSWORD, application_name: "given" } });
  expect((await pool.query("SELECT 1 AS n, current_setting('application_name') AS name")).rows).toEqual([
    { n: "<1>", name: "<given>" },
  ]);
});

test("end waits for what is held, and may be called twice", async () => {
  const pool = open();
  const client = await pool.connect();
  let ended = false;
  const end = pool.end().then(() => {
    ended = true;
  });
  await expect(pool.connect()).rejects.toMatchObject({ code: "pool-closed" });
  await expect(pool.query("SELECT 1")).rejects.toMatchObject({ code: "pool-closed" });
  await sleep(50);
  expect(ended).toBe(false);
  expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  client.release();
  await end;
  await pool.end();
  await new Promise<void>((resolve) => pool.end(resolve));
  expect([pool.ended, pool.totalCount]).toEqual([true, 0]);
});

test("neither the pool nor its options print a secret", () => {
  const secret = "s3cret-of-the-pool";
  const pool = createPool(configFor(server.port, { "connection.password": secret }));
  for (const text of [inspect(pool, { depth: 20 }), JSON.stringify(pool.options), inspect(pool.options)])
    expect(text).not.toContain(secret);
  expect(pool.options.max).toBe(10);
});

test("a client that is released in the callback of an error is no fault of its holder", async () => {
  const { pool, reports } = poolOn(server.port, { "pool.max": 1 });
  const client = await pool.connect();
  await new Promise<void>((resolve) => {
    client.query("SELECT nothing", () => {
      client.release();
      resolve();
    });
  });
  await pool.query("SELECT 1");
  expect(pool.stats().created).toBe(1);
  expect(reports.map(({ type }) => type)).not.toContain("released-busy");
});

test("settings in code are loaded, and what is wrong with them is an error", () => {
  const pool = createPool({ pool: { max: 3, idleTimeout: "5s" } });
  expect(pool.stats()).toMatchObject({ name: "main", max: 3, min: 0, size: 0 });
  expect(() => createPool({ pool: { max: 2, min: 3 } })).toThrow(/min/);
  expect(() => createPool({ connection: { host: "a,b" } })).toThrow(/2 hosts/);
});

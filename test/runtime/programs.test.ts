// what programs, libraries and helpers that were written for pg.Pool rely on

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Kysely, sql as kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createPool, safeToRetry } from "../../src/runtime/index.ts";
import { settle, sleep, times, until } from "../conformance/_clock.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../conformance/_server.ts";
import { startFaultyProxy } from "./_faults.ts";
import { closeAll, configFor, poolOn } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

const open = (settings = {}, options = {}) => poolOn(server.port, settings, options).pool;
const url = () => `postgresql://${ROLE}:${PASSWORD}@127.0.0.1:${server.port}/postgres?sslmode=disable`;

/** A copy of pg with classes of its own, as a bundle has one. */
function secondPg(): typeof pg {
  const require = createRequire(import.meta.url);
  const mine = Object.keys(require.cache).filter((file) => /[\\/]node_modules[\\/]pg(?:-pool)?[\\/]/.test(file));
  const kept = mine.map((file) => [file, require.cache[file]!] as const);
  for (const file of mine) delete require.cache[file];
  try {
    return require("pg");
  } finally {
    for (const file of Object.keys(require.cache)) if (mine.includes(file)) delete require.cache[file];
    for (const [file, module] of kept) require.cache[file] = module;
  }
}

describe("transactions", () => {
  test("drizzle rolls back on a pool of another copy of pg", async () => {
    const pool = createPool(configFor(server.port, { "connection.user": "postgres" }), { pg: secondPg() });
    expect(pool).not.toBeInstanceOf(pg.Pool);
    await pool.query("CREATE TABLE drizzled (id int)");
    const db = drizzle({ client: pool });
    const work = db.transaction(async (tx) => {
      await tx.execute(sql`INSERT INTO drizzled VALUES (1)`);
      throw new Error("half way");
    });
    await expect(work).rejects.toThrow("half way");
    expect((await pool.query("SELECT count(*)::int AS n FROM drizzled")).rows).toEqual([{ n: 0 }]);
    await pool.end();
  });

  test.each(["BEGIN", "START TRANSACTION", "SELECT 1; BEGIN"])(
    "pool.query(%j) is rejected, and undone",
    async (text) => {
      const { pool, reports } = poolOn(server.port, { "pool.max": 1 });
      const error = await pool.query(text).catch((thrown) => thrown);
      expect(error).toMatchObject({ name: "TransactionLeftOpenError", code: "transaction-left-open" });
      expect(error.message).toMatch(/pool\.connect\(\)/);
      expect(safeToRetry(error)).toBe(false);
      await expect(pool.query("SAVEPOINT here")).rejects.toThrow(/transaction block/);
      expect(reports.some(({ type }) => type === "released-in-transaction")).toBe(true);
      expect(pool.stats().created).toBe(1);
    },
  );

  test("a text that begins and ends a transaction is as good as any other", async () => {
    const pool = open();
    await pool.query("BEGIN; SELECT 1; COMMIT");
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });
});

describe("clients beside the pool, made from its options", () => {
  test("the options name the server, whichever way the config does, and hide the password", async () => {
    for (const pool of [open(), createPool({ connection: { url: url() } })]) {
      const { options } = pool as unknown as { options: Record<string, unknown> };
      const copy: Record<string, unknown> = { ...options };
      expect(copy).toMatchObject({ host: "127.0.0.1", port: server.port, user: ROLE, database: "postgres" });
      expect(Object.keys(copy)).not.toContain("password");
      expect(Object.keys(copy)).not.toContain("connectionString");
      const client = new (pool as unknown as { Client: typeof pg.Client }).Client({
        ...copy,
        password: options.password as string,
      });
      await client.connect();
      expect((await client.query("SELECT current_database() AS name")).rows).toEqual([{ name: "postgres" }]);
      await client.end();
      await pool.end();
    }
  });

  test("kysely cancels its query at the server that runs it", async () => {
    const db = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: createPool({ connection: { url: url() } }) }),
    });
    const query = kysely`SELECT pg_sleep(10)`.execute(db, {
      signal: AbortSignal.timeout(200),
      inflightQueryAbortStrategy: "cancel query",
    } as never);
    await expect(query).rejects.toThrow();
    const admin = open();
    const running =
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(10)%' AND state = 'active' AND pid <> pg_backend_pid()";
    let left = 1;
    for (let n = 0; left > 0 && n < 100; n++) {
      left = (await admin.query(running)).rows[0].n;
      await sleep(20);
    }
    expect(left).toBe(0);
    await db.destroy();
  });

  test("the options show what is in effect, and a new maximum is followed", async () => {
    const pool = open({ "pool.max": 4, "pool.idleTimeout": "1m" });
    expect(pool.options).toMatchObject({ max: 4, idleTimeoutMillis: 60_000 });
    pool.options.max = 1;
    expect(pool.stats().max).toBe(1);
    const client = await pool.connect();
    const next = pool.connect();
    await sleep(50);
    expect(pool.totalCount).toBe(1);
    client.release();
    (await next).release();
    expect(() => {
      pool.options.max = 0;
    }).toThrow(/pool\.options\.max/);
  });
});

test("a connection that dies after its holder removed all listeners is not checked out again", async () => {
  const pool = open({ "pool.max": 1 });
  const client = await pool.connect();
  const { pid } = (await client.query("SELECT pg_backend_pid() AS pid")).rows[0];
  client.removeAllListeners();
  client.release();
  const errors: unknown[] = [];
  pool.on("error", (error) => errors.push(error));
  await server.terminate([pid]);
  await until(() => errors.length > 0, 2_000);
  expect(errors).toHaveLength(1);
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

test("a connection that dies after it was returned with a query on it is an error event of the pool", async () => {
  const pool = open({ "pool.max": 1 });
  const errors: unknown[] = [];
  pool.on("error", (error) => errors.push(error));
  const client = await pool.connect();
  const { pid } = (await client.query("SELECT pg_backend_pid() AS pid")).rows[0];
  const failed = client.query("SELECT pg_sleep(10)").catch((error) => error);
  client.release();
  await sleep(50);
  await server.terminate([pid]);
  expect(await failed).toBeInstanceOf(Error);
  expect(await until(() => errors.length > 0, 2_000)).toBe(true);
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

describe("a server that fails", () => {
  const RETRY = { "retry.interval": "500ms", "retry.maxInterval": "30s" };

  test("under load, callers have the error at once, and are served soon after the server is back", async () => {
    const proxy = await startFaultyProxy(server.port);
    const { pool } = poolOn(proxy.port, RETRY);
    await pool.query("SELECT 1");
    proxy.manner = "refuse";
    proxy.reset();
    // a caller comes every 50 ms; how long each one waits is counted in those that come meanwhile
    const BACK = 120;
    const waits: number[] = [];
    let served: number | undefined;
    let came = 0;
    for (; served === undefined && came < 400; came++) {
      if (came === BACK) proxy.manner = "pass";
      const own = came;
      void pool.query("SELECT 1").then(
        () => {
          if (own > 0) served ??= came;
        },
        () => waits.push(came - own),
      );
      await sleep(50);
    }
    // the gap between attempts has not grown beyond the first wait
    expect(served! - BACK).toBeLessThan(40);
    const slow = waits.filter((wait) => wait > 20);
    expect(waits.length).toBeGreaterThan(50);
    // those that came before the attempts were used up
    expect(slow.length).toBeLessThan(waits.length / 2);
    expect(waits.at(-1)).toBeLessThan(20);
    await proxy.stop();
  }, 30_000);

  test("one lost connection is the error of one caller", async () => {
    const proxy = await startFaultyProxy(server.port);
    const { pool } = poolOn(proxy.port, { "pool.max": 1, "retry.maxAttempts": 1, "retry.interval": "0s" });
    Object.defineProperty(proxy, "manner", { get: () => (proxy.attempts.length === 1 ? "refuse" : "pass") });
    const outcomes = await Promise.allSettled(times(10, () => pool.query("SELECT 1")));
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
    await proxy.stop();
  });

  test("all attempts that fail together are so many errors", async () => {
    const proxy = await startFaultyProxy(server.port);
    const { pool } = poolOn(proxy.port, { "pool.max": 10, "retry.maxAttempts": 1, "retry.interval": "10s" });
    proxy.manner = "refuse";
    const outcome = await settle(Promise.allSettled(times(10, () => pool.query("SELECT 1"))), 5_000);
    expect(outcome).toMatchObject({ how: "done" });
    await proxy.stop();
  });
});

describe("errors end with the phrase of pg, and advise what fits", () => {
  const messageOf = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: Error) => error.message,
    );

  test("no connection in time", async () => {
    const pool = open({ "pool.max": 1, "pool.acquireTimeout": "100ms" });
    const client = await pool.connect();
    expect(await messageOf(pool.connect())).toMatch(/ timeout exceeded when trying to connect$/);
    client.release();
  });

  test("no answer to a new connection", async () => {
    const proxy = await startFaultyProxy(server.port);
    proxy.manner = "swallow";
    const slow = poolOn(proxy.port, { "pool.acquireTimeout": "200ms", "pool.connectTimeout": "5s" }).pool;
    const message = await messageOf(slow.connect());
    expect(message).toMatch(/has not answered the new connections.*timeout exceeded when trying to connect$/);
    expect(message).not.toMatch(/held too long|raise pool\.max/);
    const { pool } = poolOn(proxy.port, { "pool.connectTimeout": "100ms", "retry.maxAttempts": 1 });
    expect(await messageOf(pool.connect())).toMatch(/ Connection terminated due to connection timeout$/);
    await proxy.stop();
  });

  test("a closed pool", async () => {
    const pool = open();
    await pool.end();
    expect(await messageOf(pool.query("SELECT 1"))).toMatch(/ Cannot use a pool after calling end on the pool$/);
  });
});

test("callbacks have the arguments that pg gives", async () => {
  const pool = open();
  const given = (text: string) =>
    new Promise<unknown[]>((resolve) => {
      (pool.query as (text: string, done: (...all: unknown[]) => void) => void)(text, (...all) => resolve(all));
    });
  expect((await given("SELECT 1"))[0]).toBeUndefined();
  expect(await given("SELECT nothing")).toHaveLength(1);
});

describe("options of pg.Pool are rejected where they would do nothing", () => {
  test.each([
    ["max", 3, "pool.max"],
    ["min", 1, "pool.min"],
    ["poolSize", 3, "pool.max"],
    ["idleTimeoutMillis", 1_000, "pool.idleTimeout"],
    ["connectionTimeoutMillis", 500, "pool.acquireTimeout"],
    ["maxUses", 5, "pool.maxUses"],
    ["maxLifetimeSeconds", 9, "pool.maxLifetime"],
    ["verify", () => {}, "onConnect"],
    ["onConnect", () => {}, "onConnect"],
    ["log", () => {}, "report"],
  ])("%s, in client and in place of a config", (name, value, field) => {
    const whole = expect.objectContaining({ code: "usage", message: expect.stringContaining(field) });
    expect(() => createPool({}, { client: { [name]: value } })).toThrow(whole);
    expect(() => createPool({ [name]: value } as never)).toThrow(whole);
  });

  test("parts of a connection in place of a config", () => {
    expect(() => createPool({ connectionString: url(), max: 5 } as never)).toThrow(
      /connectionString is connection\.url, max is pool\.max/,
    );
    expect(() => createPool({ host: "db", user: "app" } as never)).toThrow(/host is connection\.host/);
  });

  test("what no client of pg has, unless the class is one of one's own", () => {
    expect(() => createPool({}, { client: { maxx: 3 } as never })).toThrow(
      /"maxx", which is not an option of pg\.Client/,
    );
    expect(() => createPool({}, { client: { keepAlives: true } as never })).toThrow(/Did you mean keepAlive\?/);
    expect(() => createPool({}, { client: { Client: pg.Client, own: 1 } as never })).not.toThrow();
  });
});

test("what a program leaves undefined is not set", () => {
  const { host, missing } = { host: "db.example", missing: undefined };
  const pool = createPool({ connection: { host, user: missing }, pool: { max: 3, min: missing } } as never);
  expect(pool.options).toMatchObject({ host: "db.example", max: 3, min: 0 });
});

test("private lists that programs read the lengths of are true", async () => {
  const pool = open({ "pool.max": 2 }) as unknown as Record<"_clients" | "_idle" | "_pendingQueue", unknown[]> &
    pg.Pool;
  const [first, second] = [await pool.connect(), await pool.connect()];
  const third = pool.connect();
  expect(pool._clients).toEqual([first, second]);
  expect([pool._idle.length, pool._pendingQueue.length]).toEqual([0, 1]);
  first.release();
  second.release();
  (await third).release();
  expect([pool._idle.length, pool._pendingQueue.length]).toEqual([2, 0]);
});

describe("wrappers around connect", () => {
  test("one on the pool itself sees the connections of pool.query", async () => {
    const pool = open();
    const { connect } = pool;
    let calls = 0;
    pool.connect = function (this: pg.Pool, ...given: never[]) {
      calls += 1;
      return (connect as (...all: never[]) => never).apply(this, given);
    } as never;
    await pool.query("SELECT 1");
    expect((await pool.query("SELECT $1::int AS n", [2])).rows).toEqual([{ n: 2 }]);
    await expect(pool.query("SELECT nothing")).rejects.toMatchObject({ code: "42703" });
    (await pool.connect()).release();
    expect(calls).toBe(4);
    expect(pool.stats()).toMatchObject({ created: 1, used: 0 });
  });

  test("one on the class of pg sees them, and the pool keeps what it promises", async () => {
    const pgOfIts = secondPg();
    const { connect } = pgOfIts.Pool.prototype;
    const seen: string[] = [];
    pgOfIts.Pool.prototype.connect = function (this: pg.Pool, ...given: never[]) {
      seen.push(typeof given[0] === "function" ? "callback" : "promise");
      return (connect as (...all: never[]) => never).apply(this, given);
    } as never;
    const { pool } = poolOn(server.port, { "pool.max": 1, "pool.acquireTimeout": "200ms" }, { pg: pgOfIts });
    await pool.query("SELECT 1");
    const client = await pool.connect();
    expect(seen).toEqual(["callback", "promise"]);
    await expect(pool.query("SELECT 1")).rejects.toMatchObject({ code: "acquire-timeout" });
    client.release();
    await new Promise<void>((resolve, reject) =>
      pool.connect((error, given, release) => {
        release();
        return error || given !== client ? reject(error ?? new Error("another client")) : resolve();
      }),
    );
    expect(pool.stats()).toMatchObject({ created: 1, used: 0, timeouts: 1 });
    await pool.end();
    await expect(pool.connect()).rejects.toMatchObject({ code: "pool-closed" });
  });
});

test("the pg that is used is the one that the calling module would import", async () => {
  const folder = await mkdtemp(join(tmpdir(), "poolcfg-own-pg-"));
  const require = createRequire(import.meta.url);
  await mkdir(join(folder, "node_modules"));
  await symlink(join(require.resolve("pg-oldest"), "../.."), join(folder, "node_modules/pg"));
  await writeFile(join(folder, "app.cjs"), "module.exports = (createPool, config) => createPool(config);");
  const pool = require(join(folder, "app.cjs"))(createPool, {});
  expect(pool).toBeInstanceOf(require("pg-oldest").Pool);
  expect(pool).not.toBeInstanceOf(pg.Pool);
  await pool.end();
  await rm(folder, { recursive: true });
});

const RUNTIME = fileURLToPath(new URL("../../src/runtime/index.ts", import.meta.url));

/** Runs a module in a process of its own, and what it printed as JSON. `pool` and `require` are there. */
async function runProgram(before: string, body: string, options = "{}"): Promise<unknown> {
  const config = { connection: { url: url() } };
  const code = `import { createRequire } from "node:module";
    const require = createRequire(${JSON.stringify(import.meta.url)});
    ${before}
    const { createPool } = await import(${JSON.stringify(RUNTIME)});
    const pool = createPool(${JSON.stringify(config)}, ${options});
    const print = (value) => process.stdout.write(JSON.stringify(value));
    ${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  for await (const chunk of child.stdout) out += chunk;
  return JSON.parse(out);
}

describe("in place of a class that extends pg.Pool", () => {
  test("methods are added to the pool, and connect is replaced there", async () => {
    const pool = Object.assign(open({ "pool.max": 2 }), {
      async one(this: pg.Pool, sql: string): Promise<unknown> {
        return (await this.query(sql)).rows[0];
      },
    });
    expect(pool).toBeInstanceOf(pg.Pool);
    expect(await pool.one("SELECT 1 AS n")).toEqual({ n: 1 });
    const { connect } = pool;
    let checkouts = 0;
    pool.connect = function (this: typeof pool, ...given: []) {
      checkouts += 1;
      return connect.apply(this, given as never);
    } as typeof connect;
    await pool.query("SELECT 2");
    (await pool.connect()).release();
    expect(checkouts).toBe(2);
  });

  test("a client class of one's own makes the connections", async () => {
    let made = 0;
    class AppClient extends pg.Client {
      constructor(options?: pg.ClientConfig) {
        super(options);
        made += 1;
      }
    }
    const pool = open({ "pool.max": 2 }, { client: { Client: AppClient as never } });
    const client = await pool.connect();
    expect([client instanceof AppClient, made]).toEqual([true, 1]);
    client.release();
  });
});

describe("helpers that replace methods of pg", () => {
  test("OpenTelemetry's instrumentation sees each checkout", async () => {
    const spans = await runProgram(
      `const { PgInstrumentation } = require("@opentelemetry/instrumentation-pg");
       const { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } = require("@opentelemetry/sdk-trace-base");
       const exporter = new InMemorySpanExporter();
       const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
       const instrumentation = new PgInstrumentation();
       instrumentation.setTracerProvider(tracerProvider);
       instrumentation.enable();`,
      `await pool.query("SELECT 1");
       (await pool.connect()).release();
       print(exporter.getFinishedSpans().map(({ name }) => name.split(" ")[0]).sort());
       await pool.end();`,
    );
    expect(spans).toEqual(["pg-pool.connect", "pg-pool.connect", "pg.connect", "pg.query:SELECT"]);
  });

  test("pg-transactional-tests rolls back what a test has written", async () => {
    const rows = await runProgram(
      `const { testTransaction } = require("pg-transactional-tests");`,
      `const counted = async () => (await pool.query("SELECT count(*)::int AS n FROM pg_temp.t")).rows[0].n;
       testTransaction.start();
       await pool.query("CREATE TEMP TABLE t (id int)");
       testTransaction.start();
       await Promise.all([1, 2, 3].map((id) => pool.query("INSERT INTO pg_temp.t VALUES (" + id + ")")));
       const during = await counted();
       await testTransaction.rollback();
       print([during, await counted()]);
       await testTransaction.rollback();
       await testTransaction.close();
       process.exit(0);`,
      "{ keepTransactions: true }",
    );
    expect(rows).toEqual([3, 0]);
  });

  test("a program without end() exits some seconds after its last query, as with pg", async () => {
    // the timer keeps nobody alive: it fires only if the pool does
    const said = await runProgram(
      "",
      `await pool.query("SELECT 1");
       const said = [];
       setTimeout(() => said.push("5 s later"), 5_000).unref();
       process.on("exit", () => print(said));`,
    );
    expect(said).toEqual(["5 s later"]);
  });
});

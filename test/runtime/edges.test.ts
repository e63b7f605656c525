// what callers, hooks and servers do at the edges of a pool's life
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  closeOnSignal,
  createPool,
  createPools,
  measureWithOpenTelemetry,
  withRetry,
} from "../../src/runtime/index.ts";
import { settle, sleep, times, until } from "../conformance/_clock.ts";
import { PASSWORD, type Server, startServer } from "../conformance/_server.ts";
import { startFaultyProxy } from "./_faults.ts";
import { closeAll, configFor, poolOn } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

const open = (settings = {}, options = {}) => poolOn(server.port, settings, options);

/** What nobody caught while something ran. */
async function uncaught(run: () => Promise<unknown>): Promise<string[]> {
  const caught: string[] = [];
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => caught.push(error.message));
  try {
    await run();
    await sleep(50);
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const other of others) process.on("uncaughtException", other);
  }
  return caught;
}

test("what a callback or a listener throws is uncaught, and the pool keeps its count", async () => {
  const { pool } = open({ "pool.max": 2 });
  pool.on("connect", () => {
    throw new Error("in a listener");
  });
  const caught = await uncaught(async () => {
    pool.connect((_, __, release) => {
      release();
      throw new Error("in a callback");
    });
    await until(() => pool.idleCount === 1, 2_000);
  });
  expect(caught.sort()).toEqual(["in a callback", "in a listener"]);
  expect(pool.stats()).toMatchObject({ opening: 0, created: 1, failed: 0, idle: 1 });
});

describe("a hook that never ends", () => {
  const never = { onConnect: () => new Promise(() => {}) };

  test("costs connectTimeout, and the place is free again", async () => {
    const { pool } = open({ "pool.max": 1, "pool.connectTimeout": "200ms", "retry.maxAttempts": 1 }, never);
    const outcome = await settle(pool.query("SELECT 1"), 2_000);
    expect(outcome).toMatchObject({ how: "failed", error: { code: "connect-timeout" } });
    expect(pool.stats().opening).toBe(0);
  });

  test("does not keep the pool from its end", async () => {
    const { pool } = open({ "pool.connectTimeout": "off" }, never);
    pool.query("SELECT 1").catch(() => {});
    await sleep(200);
    expect((await settle(pool.close({ timeout: 100 }), 2_000)).how).toBe("done");
  });
});

test("a connection that ends in a hook is handed to nobody", async () => {
  const { pool } = open(
    { "pool.max": 1, "retry.maxAttempts": 1 },
    {
      onConnect: (client: pg.PoolClient) =>
        client.query("SELECT pg_terminate_backend(pg_backend_pid())").catch(() => {}),
    },
  );
  await expect(pool.query("SELECT 1")).rejects.toThrow(/closed the connection before anyone had it|terminat/);
  expect(pool.stats().created).toBe(0);
});

test("closing while a connection is tested ends what idles, too", async () => {
  const { pool } = open({ "pool.testOnAcquire": "always", "pool.max": 3 });
  const clients = await Promise.all(times(2, () => pool.connect()));
  for (const client of clients) client.release();
  const query = pool.query("SELECT 1 AS one");
  expect((await settle(pool.close(), 2_000)).how).toBe("done");
  expect((await query).rows).toEqual([{ one: 1 }]);
  expect(pool.stats()).toMatchObject({ used: 0, size: 0 });
});

test("after an outage the pool is ready again without anybody asking, and everyone who waits is served at once", async () => {
  const proxy = await startFaultyProxy(server.port);
  try {
    const retry = { "retry.interval": "400ms", "retry.multiplier": 1, "retry.maxInterval": "400ms" };
    const { pool } = poolOn(proxy.port, { "pool.max": 3, "retry.maxAttempts": 20, ...retry });
    proxy.manner = "refuse";
    const callers = times(3, () => pool.query("SELECT pg_sleep(0.3)"));
    await until(() => pool.stats().failed > 0, 2_000);
    expect(pool.health().reason).toBe("unreachable");
    proxy.manner = "pass";
    // with one attempt each 400 ms they would be served one after the other
    expect(await until(() => pool.stats().used === 3, 5_000)).toBe(true);
    await Promise.all(callers);

    proxy.manner = "refuse";
    proxy.reset();
    await until(() => pool.totalCount === 0, 2_000);
    await settle(pool.query("SELECT 1"), 100);
    await until(() => !pool.health().ready, 2_000);
    proxy.manner = "pass";
    expect(await until(() => pool.health().ready, 3_000)).toBe(true);
  } finally {
    await proxy.stop();
  }
});

test("a fault that somebody mends on the server is over without anybody asking, too", async () => {
  const retry = { "retry.maxAttempts": 1, "retry.interval": "100ms", "retry.maxInterval": "100ms" };
  const { pool } = open({ "connection.user": "late", ...retry });
  await expect(pool.query("SELECT 1")).rejects.toMatchObject({ code: "28P01" });
  expect(pool.health()).toMatchObject({ ready: false, reason: "unreachable" });
  const { pool: admin } = open({ "connection.user": "postgres" });
  await admin.query(`CREATE ROLE late LOGIN PASSWORD '${PASSWORD}'`);
  expect(await until(() => pool.health().ready, 3_000)).toBe(true);
});

test("a queue of none lets those through for whom a connection comes back", async () => {
  const { pool } = open({ "pool.max": 1, "pool.maxWaiting": 0, "pool.maxUses": 1 });
  for (let n = 0; n < 5; n++) await pool.query("SELECT 1");
  const { pool: other } = open({ "pool.max": 1, "pool.maxWaiting": 0 });
  for (let n = 0; n < 5; n++) await expect(other.query("SELECT nothing")).rejects.toMatchObject({ code: "42703" });
  for (let n = 0; n < 3; n++) {
    const client = await other.connect();
    await client.query("BEGIN");
    client.release();
  }
  expect([pool.stats().refused, other.stats().refused]).toEqual([0, 0]);
});

test("a caller who asks again in the callback of its error has the same answer until the next attempt", async () => {
  const { pool } = open({ "connection.password": "wrong", "retry.maxAttempts": 1, "retry.interval": "200ms" });
  let asked = 0;
  await new Promise<void>((resolve) => {
    const ask = () =>
      pool.connect(() => {
        asked += 1;
        if (asked === 3) resolve();
        else ask();
      });
    ask();
  });
  expect(pool.stats().failed).toBe(1);
  expect(await until(() => pool.stats().failed > 1, 3_000)).toBe(true);
});

test("two meters are told of one pool, until each is ended", async () => {
  const { pool } = open();
  const meter = () => {
    const seen = { times: 0 };
    const observable = () => ({ addCallback() {}, removeCallback() {} });
    const createHistogram = () => ({ record: () => (seen.times += 1) });
    const made = { createHistogram, createObservableCounter: observable };
    return { seen, made: { ...made, createObservableGauge: observable, createObservableUpDownCounter: observable } };
  };
  const [one, two] = [meter(), meter()];
  const end = measureWithOpenTelemetry(pool, one.made as never);
  measureWithOpenTelemetry(pool, two.made as never);
  await pool.query("SELECT 1");
  end();
  const before = [one.seen.times, two.seen.times];
  await pool.query("SELECT 1");
  expect([one.seen.times - before[0]!, two.seen.times - before[1]!]).toEqual([0, 2]);
});

test("a pool that was closed by itself is made again, and other options make other pools", async () => {
  const config = configFor(server.port, {});
  const pools = createPools(config, { reuse: "edges" });
  await pools.get().close();
  expect((await createPools(config, { reuse: "edges" }).get().query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  const other = createPools(config, { reuse: "edges", balance: "least-connections" });
  expect(other).not.toBe(pools);
  await other.close();
});

describe("before a pooler in transaction mode", () => {
  const settings = {
    "pool.max": 1,
    "pooler.kind": "pgbouncer",
    "pooler.mode": "transaction",
    "session.statementTimeout": "321ms",
    "connection.schema": "public,Tenant A",
  };

  test("the isolation level of a transaction may be chosen", async () => {
    const { pool } = open(settings);
    const client = await pool.connect();
    const shown =
      "SELECT current_setting('transaction_isolation') AS level, current_setting('statement_timeout') AS timeout";
    for (const begin of ["BEGIN ISOLATION LEVEL SERIALIZABLE", "start transaction isolation level serializable"]) {
      await client.query(begin);
      expect((await client.query(shown)).rows).toEqual([{ level: "serializable", timeout: "321ms" }]);
      await client.query("ROLLBACK");
    }
    await client.query("BEGIN");
    await client.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    expect((await client.query(shown)).rows).toEqual([{ level: "repeatable read", timeout: "321ms" }]);
    expect((await client.query('SELECT id FROM "Probe"')).rows).toEqual([{ id: 1 }]);
    expect((await client.query("SHOW search_path")).rows).toEqual([{ search_path: 'public, "Tenant A"' }]);
    await client.query("COMMIT");
    client.release();
  });

  test("the place of a fault is that in the statement", async () => {
    const { pool } = open(settings);
    await expect(pool.query("SELECT nope")).rejects.toMatchObject({ code: "42703", position: "8" });
    await expect(pool.query("SELECT nope, $1::int", [1])).rejects.toMatchObject({ code: "42703", position: "8" });
  });
});

describe("options that are none are refused, with what is legal", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["a name", () => createPool({}, { nam: "x" } as never), /createPool has no option "nam"\. Did you mean name\?/],
    ["a hook", () => createPool({}, { onConnect: "SET x" as never }), /onConnect is "SET x": it is a function/],
    ["pg", () => createPool({}, { pg: {} }), /pg is not the package pg/],
    ["a promise", () => createPool(Promise.resolve({}) as never), /awaited; this is Promise/],
    ["nothing", () => createPool(null as never), /this is Null/],
    [
      "a balance",
      () => createPools({}, { balance: "random" as never }),
      /balance is "random": it is one of round-robin/,
    ],
    [
      "a lag",
      () => createPools({}, { maxLag: "2000" as never }),
      /maxLag is "2000": it is a number of milliseconds, 100/,
    ],
    ["a grace", () => closeOnSignal({ close: async () => {} }, { grace: "30s" as never }), /grace is "30s"/],
    [
      "a signal",
      () => closeOnSignal({ close: async () => {} }, { signals: ["SIGKILL" as never] }),
      /"SIGKILL": it is one of SIGTERM/,
    ],
    ["no pool", () => closeOnSignal(undefined as never), /closeOnSignal takes a pool/],
  ])("%s", (_, call, message) => expect(call).toThrow(message));

  test("of close, which closes nothing then, and of withRetry, which runs nothing", async () => {
    const { pool } = open();
    for (const timeout of ["10s", -1, Number.NaN])
      await expect(pool.close({ timeout: timeout as never })).rejects.toThrow(
        /timeout is .*: it is a number of milliseconds/,
      );
    await pool.query("SELECT 1");
    let runs = 0;
    for (const policy of [{ attempts: 2 }, { maxAttempts: "three" }, { maxAttempts: 0 }])
      await expect(withRetry(() => (runs += 1), policy as never)).rejects.toMatchObject({ code: "usage" });
    expect(runs).toBe(0);
    expect(await withRetry(() => 7)).toBe(7);
  });
});

test("an unused pool of an unsound process ends without a word of its password", () => {
  const error = (() => {
    try {
      createPool({ connection: { url: `postgresql://app:${PASSWORD}x@h/d`, prot: 1 } } as never);
    } catch (thrown) {
      return String(thrown);
    }
  })();
  expect(error).toMatch(/prot/);
  expect(error).not.toContain(`${PASSWORD}x`);
});

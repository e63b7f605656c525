// promises that no library of JavaScript keeps by itself, at their edges
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ManagedPool } from "../../src/runtime/index.ts";
import { settle, sleep, times, until } from "../conformance/_clock.ts";
import { type Server, startServer } from "../conformance/_server.ts";
import { closeAll, poolOn } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

const open = (settings = {}, options = {}) => poolOn(server.port, settings, options);
const PID = "SELECT pg_backend_pid() AS pid";

test("the floor is there when the pool is ready, and comes back after a loss", async () => {
  const { pool } = open({ "pool.min": 3, "pool.max": 5 });
  await pool.ready();
  expect([pool.totalCount, pool.idleCount]).toEqual([3, 3]);
  const { rows } = await pool.query(PID);
  await server.terminate([rows[0].pid]);
  await until(() => pool.stats().closed.lost === 1, 2_000);
  await until(() => pool.idleCount === 3, 2_000);
  expect(pool.idleCount).toBe(3);
  expect(pool.stats().created).toBe(4);
});

test("ready is the error of the server where there is no floor to be had", async () => {
  const { pool } = open({ "pool.min": 1, "connection.database": "nowhere" });
  // what cannot get better is not tried again
  await expect(pool.ready()).rejects.toThrow(/"nowhere" does not exist/);
  expect(pool.stats().failed).toBe(1);
  const { pool: none } = open();
  await none.ready();
  expect(none.totalCount).toBe(0);
});

test("the queue has a bound, and says the numbers", async () => {
  const { pool, reports } = open({ "pool.max": 2, "pool.maxWaiting": 3 }, { name: "orders" });
  const held = await Promise.all(times(2, () => pool.connect()));
  const waiting = times(3, () => pool.connect());
  const error = await pool.connect().catch((thrown) => thrown);
  expect(error).toMatchObject({
    name: "PoolQueueFullError",
    code: "queue-full",
    snapshot: { pool: "orders", max: 2, used: 2, idle: 0, waiting: 3 },
  });
  expect(error.message).toBe(
    'The wait queue of pool "orders" is full: 3 callers may wait (pool.maxWaiting; 2/2 in use, 0 idle, 0 connecting, 3 waiting). Shed load, or raise pool.maxWaiting.',
  );
  expect(reports.at(-1)).toMatchObject({ type: "refused", pool: "orders" });
  for (const client of held) client.release();
  for (const wait of waiting) (await wait).release();
});

test("a caller for whom a connection is being opened does not queue", async () => {
  const { pool } = open({ "pool.max": 4, "pool.maxWaiting": 0 });
  const held = await Promise.all(times(4, () => pool.connect()));
  await expect(pool.connect()).rejects.toMatchObject({ code: "queue-full" });
  for (const client of held) client.release();
});

test("first come, first served", async () => {
  const { pool } = open({ "pool.max": 1 });
  const order: number[] = [];
  await Promise.all(
    times(50, async (index) => {
      const client = await pool.connect();
      order.push(index);
      await client.query("SELECT 1");
      client.release();
    }),
  );
  expect(order).toEqual(times(50, (index) => index));
});

test("the error of a caller who waited too long says who has the connections", async () => {
  const { pool, reports } = open({ "pool.max": 1, "pool.acquireTimeout": "200ms" });
  const client = await pool.connect();
  const slow = client.query("SELECT pg_sleep(0.5)");
  const error = await pool.connect().catch((thrown) => thrown);
  expect(error).toMatchObject({ name: "PoolTimeoutError", code: "acquire-timeout" });
  expect(error.message).toMatch(/\(1\/1 in use, 0 idle, 0 connecting, 0 waiting\)\. Look for/);
  expect(reports.filter(({ type }) => type === "deadlock")).toEqual([]);
  await slow;
  client.release();
  expect(pool.stats().timeouts).toBe(1);
});

test("callers that hold a connection and wait for another one are told so", async () => {
  const { pool, reports } = open({ "pool.max": 2, "pool.acquireTimeout": "200ms" });
  const outcomes = await Promise.allSettled(
    times(2, async () => {
      const outer = await pool.connect();
      try {
        await sleep(20);
        const inner = await pool.connect();
        inner.release();
      } finally {
        outer.release();
      }
    }),
  );
  expect(outcomes.some(({ status }) => status === "rejected")).toBe(true);
  for (const outcome of outcomes)
    if (outcome.status === "rejected")
      expect(outcome.reason.message).toMatch(/none is running a query.*nested-checkout deadlock/);
  expect(reports.some(({ type }) => type === "deadlock")).toBe(true);
});

test("callers that wait for each other are named after a second, long before they run out of time", async () => {
  const { pool, reports } = open({ "pool.max": 2, "pool.acquireTimeout": "20s", "observe.leakThreshold": "1m" });
  const deadlocks = () => reports.filter(({ type }) => type === "deadlock");
  const [first, second] = [await pool.connect(), await pool.connect()];
  const inner = pool.connect();
  // as long as one of them has something to do, nothing is stuck
  await first.query("SELECT pg_sleep(1.2)");
  expect(deadlocks()).toEqual([]);
  await until(() => deadlocks().length > 0, 15_000);
  expect(pool.stats().timeouts).toBe(0);
  expect(deadlocks()).toMatchObject([{ snapshot: { max: 2, used: 2, idleWhileHeld: 2, waiting: 1 } }]);
  expect((deadlocks()[0] as unknown as { stacks: string[] }).stacks.join()).toContain("promises.test");
  await sleep(400);
  expect(deadlocks()).toHaveLength(1);
  first.release();
  (await inner).release();
  second.release();
});

describe("with detectNested", () => {
  const nested = async (run: (pool: ManagedPool) => Promise<unknown>) => {
    const { pool, reports } = open({ "pool.max": 4 }, { detectNested: true });
    await run(pool);
    return reports.filter(({ type }) => type === "nested-checkout");
  };
  const unit = async (pool: ManagedPool, inside: () => Promise<unknown>) => {
    const client = await pool.connect();
    await client.query("SELECT 1");
    await inside();
    client.release();
  };

  test("a caller that holds one and asks for another is told of, once for each place", async () => {
    const told = await nested(async (pool) => {
      for (let n = 0; n < 3; n++) await unit(pool, () => pool.query("SELECT 1"));
    });
    expect(told).toMatchObject([{ pool: "main", stack: expect.stringContaining("promises.test") }]);
    expect(told[0]).toMatchObject({ outer: expect.stringContaining("unit") });
    expect(await nested((pool) => unit(pool, () => unit(pool, async () => {})))).toHaveLength(1);
    const byCallback = nested(
      (pool) =>
        new Promise((resolve) => {
          pool.connect((_, __, release) => {
            sleep(10).then(async () => {
              await pool.query("SELECT 1");
              release();
              resolve(undefined);
            });
          });
        }),
    );
    expect(await byCallback).toHaveLength(1);
  });

  test("callers beside each other, one after the other, and after the return are not", async () => {
    const told = await nested(async (pool) => {
      await Promise.all(times(8, () => unit(pool, () => sleep(5))));
      await unit(pool, async () => {});
      await pool.query("SELECT 1");
      await Promise.all(times(8, () => pool.query("SELECT 1")));
      const client = await pool.connect();
      client.release();
      await pool.query("SELECT 1");
    });
    expect(told).toEqual([]);
  });
});

test("a hundred connections and a thousand callers: never more than max, nobody lost", async () => {
  const connections = server.watch("crowd");
  const { pool } = open({ "pool.max": 100, "connection.applicationName": "crowd" });
  const results = await Promise.all(
    times(1_000, async (n) => (await pool.query("SELECT $1::int AS n", [n])).rows[0].n),
  );
  expect(results).toEqual(times(1_000, (n) => n));
  expect(pool.totalCount).toBeLessThanOrEqual(100);
  expect(connections.peak).toBeLessThanOrEqual(100);
  expect(pool.stats()).toMatchObject({ acquired: 1_000, waiting: 0, used: 0 });
});

test("a connection counts until the server has closed it", async () => {
  const connections = server.watch("churn");
  const { pool } = open({ "pool.max": 3, "pool.maxUses": 1, "connection.applicationName": "churn" });
  await Promise.all(times(60, () => pool.query("SELECT 1")));
  expect(connections.peak).toBeLessThanOrEqual(3);
  expect(pool.stats().closed.uses).toBe(60);
});

test("a second release does nothing, and is reported", async () => {
  const { pool, reports } = open({ "pool.max": 1 });
  const done = await new Promise<() => void>((resolve) => {
    pool.connect((_, __, release) => {
      release();
      resolve(release);
    });
  });
  const client = await pool.connect();
  // the word of the first holder is known to be late even now that another one has the connection
  done();
  expect(pool.idleCount).toBe(0);
  client.release();
  client.release();
  expect(pool.idleCount).toBe(1);
  const told = reports.filter(({ type }) => type === "double-release");
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ stack: expect.stringContaining("promises.test.ts") });
});

test("what comes back inside a transaction is rolled back before anyone has it", async () => {
  const { pool, reports } = open({ "pool.max": 1 });
  for (const broken of [false, true]) {
    const client = await pool.connect();
    await client.query("BEGIN");
    await client.query("SET LOCAL work_mem = '1234kB'");
    if (broken) await client.query("SELECT nothing").catch(() => {});
    client.release();
    expect(pool.idleCount).toBe(0);
    expect((await pool.query("SHOW work_mem")).rows[0].work_mem).toBe("4MB");
  }
  expect(reports.filter(({ type }) => type === "released-in-transaction")).toHaveLength(2);
  expect(pool.stats().created).toBe(1);
});

test("what comes back with a query on it is kept until the query ends", async () => {
  const { pool, reports } = open({ "pool.max": 1 });
  const client = await pool.connect();
  let ended = false;
  void client.query("SELECT pg_sleep(0.2)").then(() => {
    ended = true;
  });
  client.release();
  await pool.query("SELECT 1");
  expect(ended).toBe(true);
  expect(reports.map(({ type }) => type)).toContain("released-busy");
});

test("what is held too long is reported once, with the place where it was taken", async () => {
  const { pool, reports } = open({ "observe.leakThreshold": "100ms", "pool.max": 2 });
  const client = await takenHere(pool);
  await sleep(400);
  // a long query of the pool's own is no leak
  await pool.query("SELECT pg_sleep(0.2)");
  const leaks = reports.filter(({ type }) => type === "leak");
  expect(leaks).toHaveLength(1);
  expect(leaks[0]).toMatchObject({ held: expect.any(Number), stack: expect.stringContaining("takenHere") });
  client.release();
  expect(pool.stats().leaks).toBe(1);
});

function takenHere(pool: pg.Pool): Promise<pg.PoolClient> {
  return pool.connect();
}

test("a connection that breaks in the hands of its holder ends neither the process nor the pool", async () => {
  const { pool, reports } = open({ "pool.max": 1 });
  const client = await pool.connect();
  const { rows } = await client.query(PID);
  await server.terminate([rows[0].pid]);
  await until(() => reports.some(({ type }) => type === "lost"), 2_000);
  await expect(client.query("SELECT 1")).rejects.toThrow(/not queryable/);
  client.release();
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  expect(pool.stats().closed.lost).toBe(1);
});

test("closing serves or fails those who wait, and cuts what is held for too long", async () => {
  const { pool } = open({ "pool.max": 1 });
  const held = await pool.connect();
  const served = settle(pool.query("SELECT 1"), 2_000);
  const closing = pool.close({ timeout: 2_000 });
  held.release();
  expect((await served).how).toBe("done");
  expect(await closing).toEqual({ failed: 0, cut: 0 });
  expect(await pool.close()).toEqual({ failed: 0, cut: 0 });

  const { pool: other } = open({ "pool.max": 1 });
  const kept = await other.connect();
  const failed = other.query("SELECT 1");
  const rest = other.close({ timeout: 100, waiters: "fail" });
  await expect(failed).rejects.toMatchObject({ code: "pool-closed" });
  expect(await rest).toEqual({ failed: 1, cut: 1 });
  await expect(kept.query("SELECT 1")).rejects.toThrow();
  kept.release();
});

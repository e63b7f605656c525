// servers that restart, networks that fail: the pool comes back by itself, and answers every caller
import dns from "node:dns";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { safeToRetry, withRetry } from "../../src/runtime/index.ts";
import { settle, sleep, times, until } from "../conformance/_clock.ts";
import { type Server, startServer } from "../conformance/_server.ts";
import { type FaultyProxy, startFaultyProxy } from "./_faults.ts";
import { closeAll, poolOn } from "./_server.ts";

let server: Server;
const proxies: FaultyProxy[] = [];

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(async () => {
  await closeAll();
  await Promise.all(proxies.splice(0).map((proxy) => proxy.stop()));
});
afterAll(() => server.stop());

async function proxied(at: { host?: string; port?: number } = {}): Promise<FaultyProxy> {
  const proxy = await startFaultyProxy(server.port, at);
  proxies.push(proxy);
  return proxy;
}

const QUICK = { "retry.maxAttempts": 50, "retry.interval": "50ms", "retry.maxInterval": "100ms" };

test("every backend is terminated under load: the pool goes on, and what is safe is done again", async () => {
  const connections = server.watch("terminated");
  const { pool } = poolOn(server.port, { ...QUICK, "pool.max": 10, "connection.applicationName": "terminated" });
  let running = true;
  const outcomes = { done: 0, failed: 0 };
  const callers = times(40, async () => {
    while (running) {
      try {
        await withRetry(() => pool.query("SELECT pg_sleep(0.005)"), {
          maxAttempts: 5,
          interval: 10,
          multiplier: 2,
          maxInterval: 50,
        });
        outcomes.done += 1;
      } catch (error) {
        // a statement that was running may have run
        expect(safeToRetry(error)).toBe(false);
        outcomes.failed += 1;
      }
    }
  });
  for (let round = 0; round < 4; round++) {
    await sleep(150);
    await server.terminate(connections.open.map(({ pid }) => pid));
  }
  await sleep(150);
  running = false;
  await Promise.all(callers);
  expect(outcomes.done).toBeGreaterThan(100);
  expect(outcomes.failed).toBeLessThanOrEqual(4 * 10);
  expect(pool.stats()).toMatchObject({ used: 0, waiting: 0, opening: 0 });
  expect(connections.peak).toBeLessThanOrEqual(10);
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
}, 20_000);

test("a server that is away: callers wait for it, and attempts are few", async () => {
  const proxy = await proxied();
  proxy.manner = "refuse";
  const { pool } = poolOn(proxy.port, {
    "pool.max": 20,
    "retry.maxAttempts": 100,
    "retry.interval": "100ms",
    "retry.maxInterval": "100ms",
  });
  const callers = Promise.allSettled(times(500, () => pool.query("SELECT 1 AS one")));
  await sleep(850);
  // one for each connection at first, then one at a time, with waits between
  expect(proxy.attempts.length).toBeGreaterThan(20);
  expect(proxy.attempts.length).toBeLessThan(20 + 12);
  proxy.manner = "pass";
  expect((await callers).filter(({ status }) => status === "rejected")).toEqual([]);
  expect(pool.stats()).toMatchObject({ waiting: 0, used: 0, timeouts: 0 });
});

test("a server that stays away: callers have the error of the last attempt, and later ones have it at once", async () => {
  const proxy = await proxied();
  await proxy.stop();
  const { pool, reports } = poolOn(proxy.port, {
    "retry.maxAttempts": 3,
    "retry.interval": "50ms",
    "retry.multiplier": 2,
  });
  for (let round = 0; round < 2; round++) {
    const outcome = await settle(Promise.allSettled(times(5, () => pool.connect())), 30_000);
    expect(outcome.how).toBe("done");
    // one attempt for each caller at first and two further ones; once they are over, nobody waits for another round of them
    if (round === 0) expect(pool.stats().failed).toBeGreaterThan(5);
    else expect(pool.stats().failed).toBeLessThan(3 * 5 + 5);
    if (outcome.how !== "done") continue;
    for (const result of outcome.value) {
      expect(result).toMatchObject({ status: "rejected", reason: { code: "ECONNREFUSED" } });
      expect(safeToRetry((result as PromiseRejectedResult).reason)).toBe(true);
    }
  }
  expect(reports.every(({ type, pool }) => type === "connect-failed" && pool === "main")).toBe(true);
  expect(pool.totalCount).toBe(0);
});

test("a caller with less time than the attempts take is told why none succeeded", async () => {
  const proxy = await proxied();
  proxy.manner = "refuse";
  const { pool } = poolOn(proxy.port, { ...QUICK, "pool.acquireTimeout": "300ms" });
  expect(await settle(pool.connect(), 30_000)).toMatchObject({
    how: "failed",
    error: {
      code: "acquire-timeout",
      message: expect.stringMatching(/last attempt to connect failed: Connection terminated/),
    },
  });
});

test("the network resets what is open: nobody is handed a dead connection, and the floor comes back", async () => {
  const proxy = await proxied();
  const { pool } = poolOn(proxy.port, { ...QUICK, "pool.min": 4, "pool.max": 8 });
  await pool.ready();
  proxy.reset();
  await until(() => pool.stats().closed.lost === 4, 2_000);
  const results = await Promise.all(times(16, () => pool.query("SELECT 1 AS one")));
  expect(results).toHaveLength(16);
  await until(() => pool.totalCount >= 4, 2_000);
  expect(pool.totalCount).toBeGreaterThanOrEqual(4);
});

describe("the network goes silent", () => {
  test("a test finds out, and the caller has another connection", async () => {
    const proxy = await proxied();
    const { pool } = poolOn(proxy.port, { ...QUICK, "pool.max": 6, "pool.min": 6, "pool.testOnAcquire": "always" });
    await pool.ready();
    expect(pool.idleCount).toBe(6);
    proxy.silence();
    const work = settle(Promise.all(times(12, () => pool.query("SELECT 1 AS one"))), 30_000);
    await until(() => pool.stats().closed.test > 0, 30_000);
    // all that are suspect are tested together, so that one second is lost and not six
    expect(proxy.unanswered).toBe(6);
    expect((await work).how).toBe("done");
    expect(pool.stats().closed.test).toBe(6);
  });

  test("while connecting: each attempt ends on time, and the first after it succeeds", async () => {
    const proxy = await proxied();
    proxy.manner = "swallow";
    const { pool } = poolOn(proxy.port, { ...QUICK, "pool.connectTimeout": "300ms" });
    const caller = settle(pool.query("SELECT 1 AS one"), 30_000);
    await until(() => proxy.attempts.length === 2, 30_000);
    proxy.manner = "pass";
    expect((await caller).how).toBe("done");
    expect(proxy.attempts).toHaveLength(3);
  });

  test("the background check finds out, and the next caller loses no time", async () => {
    const proxy = await proxied();
    const { pool } = poolOn(proxy.port, { ...QUICK, "pool.min": 2, "pool.healthCheckInterval": "200ms" });
    await pool.ready();
    proxy.silence();
    await until(() => pool.stats().closed.test === 2, 4_000);
    await until(() => pool.idleCount === 2, 2_000);
    const { created } = pool.stats();
    expect((await settle(pool.query("SELECT 1 AS one"), 30_000)).how).toBe("done");
    // it has neither met a dead connection nor waited for a new one
    expect(pool.stats()).toMatchObject({ created, closed: { test: 2 } });
  });
});

test("a name leads elsewhere after a failover: it is asked at each connect", async () => {
  const primary = await proxied({ host: "127.0.0.1" });
  const standby = await proxied({ host: "127.0.0.2", port: primary.port });
  let address = "127.0.0.1";
  const lookup = vi.spyOn(dns, "lookup").mockImplementation(((
    _: string,
    options: { all?: boolean },
    done: (error: null, found: unknown, family?: number) => void,
  ) => {
    if (options.all) done(null, [{ address, family: 4 }]);
    else done(null, address, 4);
  }) as never);
  try {
    const { pool } = poolOn(primary.port, { ...QUICK, "connection.host": "database.test" });
    await pool.query("SELECT 1");
    address = "127.0.0.2";
    primary.reset();
    await until(() => pool.totalCount === 0, 2_000);
    await pool.query("SELECT 1");
    expect([primary.attempts.length, standby.attempts.length]).toEqual([1, 1]);
  } finally {
    lookup.mockRestore();
  }
});

test("a connection whose server takes no writes any more is not handed out again", async () => {
  const { pool } = poolOn(server.port, { "pool.max": 1 });
  const client = await pool.connect();
  await client.query("BEGIN READ ONLY");
  await expect(client.query("CREATE TABLE written (id int)")).rejects.toMatchObject({ code: "25006" });
  await client.query("ROLLBACK");
  client.release();
  expect(pool.stats().closed.failover).toBe(1);
});

describe("safeToRetry and withRetry", () => {
  const policy = { maxAttempts: 3, interval: 10, multiplier: 2, maxInterval: 50 };

  test("no statement is sent on a connection that is known to be dead", async () => {
    const { pool } = poolOn(server.port, { "pool.max": 1 });
    const client = await pool.connect();
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    const running = client.query("SELECT pg_sleep(5)").catch((error) => error);
    await server.terminate([rows[0].pid]);
    expect(safeToRetry(await running)).toBe(false);
    await sleep(100);
    expect(safeToRetry(await client.query("SELECT 1").catch((error) => error))).toBe(true);
    client.release();
  });

  test("a deadlock that the server undid is run again, from its start", async () => {
    const { pool } = poolOn(server.port, { "pool.max": 2 });
    const seen: string[] = [];
    const both = (first: number, second: number) =>
      withRetry(async () => {
        const client = await pool.connect();
        try {
          await client.query("BEGIN");
          await client.query("SELECT pg_advisory_xact_lock($1)", [first]);
          await sleep(60);
          await client.query("SELECT pg_advisory_xact_lock($1)", [second]);
          await client.query("COMMIT");
          seen.push("committed");
        } finally {
          client.release();
        }
      }, policy);
    await Promise.all([both(1, 2), both(2, 1)]);
    expect(seen).toEqual(["committed", "committed"]);
  });

  test("what may have run is not run again, nor is anything more often than allowed", async () => {
    let runs = 0;
    const failing = (error: object) => () => {
      runs += 1;
      throw error;
    };
    await expect(withRetry(failing(new Error("Connection terminated unexpectedly")), policy)).rejects.toThrow();
    expect(runs).toBe(1);
    runs = 0;
    const undone = Object.assign(new Error("could not serialize"), { code: "40001", severity: "ERROR" });
    await expect(withRetry(failing(undone), policy)).rejects.toBe(undone);
    expect(runs).toBe(3);
  });
});

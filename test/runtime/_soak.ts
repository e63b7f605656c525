// callers of every kind on a pool while its network and its server fail at random, and what must hold at every instant
import assert from "node:assert/strict";
import type { PoolClient } from "pg";
import { createPool } from "../../src/runtime/index.ts";
import { settle, sleep } from "../conformance/_clock.ts";
import { startServer } from "../conformance/_server.ts";
import { startFaultyProxy } from "./_faults.ts";
import { configFor } from "./_server.ts";

const MAX = 16;
const CALLERS = 80;
const ACQUIRE_MS = 3_000;
const QUERY_MS = 1_500;
/** In which every caller has an answer, once no fault is added; generous, because machines are busy. */
const SETTLE_MS = 40_000;

/** What came of it. */
export interface Soaked {
  readonly done: number;
  readonly failed: number;
  readonly faults: number;
  /** Bytes of heap that were used after a collection, one for each tenth of the time; empty without `--expose-gc`. */
  readonly heap: readonly number[];
  readonly created: number;
}

/** Runs for so many seconds; the same seed gives the same faults in the same order, if not at the same instants. */
export async function soak(seconds: number, seed: number): Promise<Soaked> {
  const random = generator(seed);
  const chance = generator(seed + 1);
  const server = await startServer();
  const proxy = await startFaultyProxy(server.port);
  const connections = server.watch("soak");
  const config = configFor(proxy.port, {
    "connection.applicationName": "soak",
    "pool.max": MAX,
    "pool.min": 3,
    "pool.maxIdle": 10,
    "pool.maxWaiting": 60,
    "pool.acquireTimeout": `${ACQUIRE_MS}ms`,
    "pool.connectTimeout": "600ms",
    "pool.idleTimeout": "700ms",
    "pool.maxLifetime": "2s",
    "pool.maxLifetimeJitter": "50%",
    "pool.maxUses": 300,
    "pool.testOnAcquire": "300ms",
    "pool.healthCheckInterval": "400ms",
    "session.queryTimeout": `${QUERY_MS}ms`,
    "retry.maxAttempts": 6,
    "retry.interval": "50ms",
    "retry.maxInterval": "300ms",
    "observe.leakThreshold": "10s",
  });
  const pool = createPool(config);
  const held = new Set<PoolClient>();
  let pending = 0;
  const counts = { done: 0, failed: 0, faults: 0 };
  const heap: number[] = [];
  let broken: Error | undefined;
  let running = true;

  const check = () => {
    const { size, idle, used, opening, waiting } = pool.stats();
    assert(size <= MAX, `${size} connections where ${MAX} are allowed`);
    assert(idle + used + opening <= size, `${idle} idle, ${used} used and ${opening} opening of ${size}`);
    assert(waiting <= 60 + MAX, `${waiting} callers wait`);
    assert(held.size <= MAX, `${held.size} clients are held`);
  };
  const lend = async (use: (client: PoolClient) => Promise<unknown>) => {
    const client = await pool.connect();
    assert(!held.has(client), "a client is in two hands");
    held.add(client);
    try {
      await use(client);
    } finally {
      held.delete(client);
      client.release(random() < 0.05);
    }
  };
  const kinds: (() => Promise<unknown>)[] = [
    () => pool.query("SELECT 1"),
    () => pool.query("SELECT $1::text", ["x".repeat(100)]),
    () => pool.query("SELECT pg_sleep($1)", [random() * 0.02]),
    () =>
      pool
        .query("SELECT nothing")
        .catch((error) => assert.equal(typeof error.code === "string" || error.message !== "", true)),
    () =>
      new Promise((resolve, reject) => pool.query("SELECT 2", (error: Error) => (error ? reject(error) : resolve(2)))),
    () => lend((client) => client.query("SELECT 3")),
    () =>
      lend(async (client) => {
        await client.query("BEGIN");
        await client.query("SELECT pg_sleep(0.005)");
        await client.query("COMMIT");
      }),
    // forgotten: a transaction, and a query that still runs
    () => lend((client) => client.query("BEGIN")),
    () =>
      lend(async (client) => {
        client.query("SELECT pg_sleep(0.01)").catch(() => {});
      }),
  ];
  const caller = async () => {
    while (running) {
      pending += 1;
      try {
        await kinds[Math.floor(random() * kinds.length)]!();
        counts.done += 1;
      } catch (error) {
        if (error instanceof assert.AssertionError) broken ??= error;
        counts.failed += 1;
        // who is refused comes back later
        await sleep(5 + random() * 20);
      } finally {
        pending -= 1;
      }
      if (random() < 0.2) await sleep(random() * 10);
    }
  };
  const faults: (() => unknown)[] = [
    () => proxy.reset(),
    () => proxy.silence(),
    () => during(proxy, { manner: "refuse" }, chance() * 500),
    () => during(proxy, { manner: "swallow" }, chance() * 500),
    () => during(proxy, { delay: 30 }, chance() * 300),
    () => server.terminate(connections.open.map(({ pid }) => pid)),
    () => server.terminate(connections.open.slice(0, 3).map(({ pid }) => pid)),
  ];
  const trouble = async () => {
    while (running) {
      await sleep(200 + chance() * 1_200);
      counts.faults += 1;
      await faults[Math.floor(chance() * faults.length)]!();
    }
  };
  const watch = async () => {
    const tenth = (seconds * 1_000) / 10;
    const start = performance.now();
    while (running && !broken) {
      try {
        check();
      } catch (error) {
        broken ??= error as Error;
      }
      if (performance.now() - start > (heap.length + 1) * tenth && globalThis.gc) {
        globalThis.gc();
        heap.push(process.memoryUsage().heapUsed);
        // what is watched of the server is not the pool's
        connections.forget();
      }
      await sleep(5);
    }
  };

  try {
    const all = [trouble(), watch(), ...Array.from({ length: CALLERS }, caller)];
    const end = performance.now() + seconds * 1_000;
    while (performance.now() < end && !broken) await sleep(50);
    running = false;
    // what is silent would be waited for
    proxy.reset();
    if ((await settle(Promise.all(all), SETTLE_MS)).how === "pending")
      broken ??= new Error(`${pending} callers wait forever`);
    if (broken) throw broken;
    Object.assign(proxy, { manner: "pass", delay: 0 });
    await Promise.all(Array.from({ length: MAX * 2 }, () => pool.query("SELECT pg_sleep(0.01)")));
    // one that came back with a query on it has so long to finish
    for (let wait = 0; wait < 100 && pool.stats().used > 0; wait++) await sleep(100);
    const { waiting, used, leaks, created } = pool.stats();
    assert.deepEqual({ waiting, used, leaks }, { waiting: 0, used: 0, leaks: 0 });
    await pool.close({ timeout: 5_000 });
    assert.equal(pool.totalCount, 0);
    return { ...counts, heap, created };
  } finally {
    running = false;
    await pool.close({ timeout: 0 });
    await proxy.stop();
    await server.stop();
  }
}

async function during(proxy: object, change: { manner?: string; delay?: number }, ms: number): Promise<void> {
  Object.assign(proxy, change);
  await sleep(ms);
  Object.assign(proxy, { manner: "pass", delay: 0 });
}

// mulberry32
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

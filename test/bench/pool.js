// acquire and release beside a bare pg.Pool with the same settings, on a real PostgreSQL, in one run
import pg from "pg";
import { createPool } from "../../dist/runtime.js";
import { PASSWORD, ROLE, startServer } from "../conformance/_server.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 21);
const CYCLES = 20_000;
const MAX = 10;
const server = await startServer();
const address = { host: "127.0.0.1", port: server.port, user: ROLE, password: PASSWORD, database: "postgres" };

const bare = (more) =>
  new pg.Pool({ ...address, max: MAX, idleTimeoutMillis: 600_000, connectionTimeoutMillis: 30_000, ...more });
const managed = (pool, observe = {}) =>
  createPool(
    {
      connection: { ...address, ssl: { mode: "disable" } },
      pool: { max: MAX, maxLifetimeJitter: 0, ...pool },
      observe,
    },
    { pg },
  );

/** The first is the measure of the others; `maxLifetimeSeconds` costs pg nothing per checkout. */
const POOLS = {
  "pg.Pool": bare({ maxLifetimeSeconds: 1_800 }),
  createPool: managed({}),
  "createPool, all at work": managed(
    { testOnAcquire: "1h", maxUses: 1_000_000_000, maxWaiting: 1_000 },
    { leakThreshold: "1h" },
  ),
  "createPool, metrics off": managed({}, { metrics: false }),
  "pg.Pool without timers": bare({ idleTimeoutMillis: 0, connectionTimeoutMillis: 0 }),
};

try {
  for (const concurrency of [1, 8, 50]) await measure(concurrency);
  await latency();
} finally {
  await Promise.all(Object.values(POOLS).map((pool) => pool.end()));
  await server.stop();
}

async function measure(concurrency) {
  const times = Object.fromEntries(Object.keys(POOLS).map((name) => [name, []]));
  for (let round = -3; round < ROUNDS; round++) {
    // in turn, so that a machine that slows down slows all of them
    for (const [name, pool] of Object.entries(POOLS)) {
      globalThis.gc?.();
      const started = process.hrtime.bigint();
      const each = CYCLES / concurrency;
      await Promise.all(Array.from({ length: concurrency }, () => cycles(pool, each)));
      if (round >= 0) times[name].push(Number(process.hrtime.bigint() - started) / CYCLES);
    }
  }
  console.log(
    `\nacquire + release, ${concurrency} at once, max ${MAX}, Node ${process.version}, ${ROUNDS} rounds, median`,
  );
  const floor = times["pg.Pool"];
  for (const [name, all] of Object.entries(times)) {
    const ratio = median(all.map((ns, round) => ns / floor[round]));
    const budget = name === "createPool" ? "  budget 1.0" : "";
    console.log(`${name.padEnd(26)}${median(all).toFixed(0).padStart(7)} ns${ratio.toFixed(2).padStart(7)}${budget}`);
  }
}

async function cycles(pool, count) {
  for (let cycle = 0; cycle < count; cycle++) (await pool.connect()).release();
}

/** How long a caller waits while a connection is free, with a query on each. */
async function latency() {
  for (const [name, pool] of Object.entries(POOLS).slice(0, 2)) {
    const waits = [];
    for (let cycle = 0; cycle < 5_000; cycle++) {
      const started = process.hrtime.bigint();
      const client = await pool.connect();
      waits.push(Number(process.hrtime.bigint() - started) / 1e6);
      await client.query("SELECT 1");
      client.release();
    }
    waits.sort((a, b) => a - b);
    console.log(`${name}: p99 of an acquire ${waits[Math.floor(waits.length * 0.99)].toFixed(4)} ms  budget 1 ms`);
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

// acquire and release, real queries, and recovery from an outage, compared with a bare pg.Pool with the same settings, on a real
// PostgreSQL, in one run. BENCH_ROUNDS: rounds, 21 by default. BENCH_OUTAGE: seconds of the outage, 30 by default.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createPool } from "../../dist/runtime.js";
import { PASSWORD, ROLE, startServer } from "../conformance/_server.ts";
import { startFaultyProxy } from "../runtime/_faults.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 21);
const CYCLES = 20_000;
const QUERIES = 2_000;
const OUTAGE_MS = Number(process.env.BENCH_OUTAGE ?? 30) * 1_000;
const CALL_EVERY_MS = 200;
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
  for (const concurrency of [1, 8, 50]) await queries(concurrency);
  await latency();
  await recovery();
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
    const budget = name === "createPool" ? "  budget 0.50" : "";
    console.log(`${name.padEnd(26)}${median(all).toFixed(0).padStart(7)} ns${ratio.toFixed(2).padStart(7)}${budget}`);
  }
}

async function cycles(pool, count) {
  for (let cycle = 0; cycle < count; cycle++) (await pool.connect()).release();
}

/** `pool.query`: wall time and CPU time of this process, of which the latter is the steadier on a shared machine. */
async function queries(concurrency) {
  const names = Object.keys(POOLS).slice(0, 2);
  const wall = Object.fromEntries(names.map((name) => [name, []]));
  const cpu = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -3; round < ROUNDS; round++) {
    for (const name of names) {
      globalThis.gc?.();
      const before = process.cpuUsage();
      const started = process.hrtime.bigint();
      const each = QUERIES / concurrency;
      await Promise.all(Array.from({ length: concurrency }, () => asked(POOLS[name], each)));
      if (round < 0) continue;
      wall[name].push(Number(process.hrtime.bigint() - started) / QUERIES);
      const { user, system } = process.cpuUsage(before);
      cpu[name].push(((user + system) * 1_000) / QUERIES);
    }
  }
  const ratio = (times) => median(times.createPool.map((ns, round) => ns / times["pg.Pool"][round])).toFixed(2);
  console.log(
    `SELECT 1 by pool.query, ${concurrency} at once: createPool / pg.Pool ${ratio(wall)} wall, ${ratio(cpu)} CPU  budget 1.0 CPU`,
  );
}

async function asked(pool, count) {
  for (let query = 0; query < count; query++) await pool.query("SELECT 1");
}

/** How long after the end of an outage the first call succeeds, with defaults and a call every 200 ms; and how fast calls fail. */
async function recovery() {
  const proxies = await Promise.all([0, 1].map(() => startFaultyProxy(server.port)));
  const pools = {
    "pg.Pool": new pg.Pool({ ...address, port: proxies[0].port }),
    createPool: createPool({ connection: { ...address, port: proxies[1].port, ssl: { mode: "disable" } } }, { pg }),
  };
  for (const pool of Object.values(pools)) {
    pool.on("error", () => {});
    await pool.query("SELECT 1");
  }
  for (const proxy of proxies) {
    proxy.manner = "refuse";
    proxy.reset();
  }
  const result = Object.fromEntries(Object.keys(pools).map((name) => [name, { fails: [], served: undefined }]));
  let back;
  const ends = performance.now() + OUTAGE_MS;
  const gives = ends + 60_000;
  while (performance.now() < gives && Object.values(result).some(({ served }) => served === undefined)) {
    if (back === undefined && performance.now() >= ends) {
      for (const proxy of proxies) proxy.manner = "pass";
      back = performance.now();
    }
    for (const [name, pool] of Object.entries(pools)) {
      const began = performance.now();
      pool.query("SELECT 1").then(
        () => {
          if (back !== undefined) result[name].served ??= performance.now() - back;
        },
        () => result[name].fails.push(performance.now() - began),
      );
    }
    await sleep(CALL_EVERY_MS);
  }
  console.log(`\nan outage of ${OUTAGE_MS / 1_000} s, a call every ${CALL_EVERY_MS} ms, defaults`);
  for (const [name, { fails, served }] of Object.entries(result)) {
    fails.sort((a, b) => a - b);
    const slowest = fails[fails.length - 1]?.toFixed(0);
    const budget = name === "createPool" ? "  budget 2000 ms" : "";
    console.log(
      `${name.padEnd(12)}first success ${served?.toFixed(0) ?? "never"} ms after its end; ${fails.length} calls failed, median ${median(fails).toFixed(1)} ms, slowest ${slowest} ms${budget}`,
    );
  }
  await Promise.all([...Object.values(pools).map((pool) => pool.end()), ...proxies.map((proxy) => proxy.stop())]);
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

// a primary that ends under load, and the replica that takes its place behind the same address
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { withRetry } from "../../src/runtime/index.ts";
import { sleep, times, until } from "../conformance/_clock.ts";
import { PASSWORD } from "../conformance/_server.ts";
import { type FaultyProxy, startFaultyProxy } from "./_faults.ts";
import { type Pair, startPair } from "./_replica.ts";
import { closeAll, poolOn } from "./_server.ts";

let pair: Pair;
let address: FaultyProxy;

beforeAll(async () => {
  pair = await startPair();
  await pair.primary.run("CREATE TABLE entry (id int)");
  address = await startFaultyProxy(pair.primary.port);
}, 60_000);
afterEach(closeAll);
afterAll(async () => {
  await address?.stop();
  await pair?.stop();
});

test("what was told to be written is there, once, and the pool goes on by itself", async () => {
  const { pool } = poolOn(address.port, {
    "connection.user": "postgres",
    "connection.password": PASSWORD,
    "pool.max": 4,
    "pool.min": 2,
    "pool.acquireTimeout": "20s",
    "retry.maxAttempts": 500,
    "retry.interval": "50ms",
    "retry.maxInterval": "100ms",
  });
  const retry = { maxAttempts: 500, interval: 20, multiplier: 1, maxInterval: 20 };
  const written: number[] = [];
  const unsure: unknown[] = [];
  let [next, writing] = [0, true];
  const writers = times(8, async () => {
    while (writing) {
      const id = next++;
      const insert = () => pool.query("INSERT INTO entry VALUES ($1)", [id]);
      await withRetry(insert, retry).then(
        () => written.push(id),
        (error) => unsure.push(error),
      );
      await sleep(5);
    }
  });
  await until(() => written.length > 50, 5_000);
  const { port } = address;
  await pair.failOver();
  await address.stop();
  const before = written.length;
  await sleep(300);
  address = await startFaultyProxy(pair.replica.port, { port });
  expect(await until(() => written.length > before + 50, 15_000)).toBe(true);
  writing = false;
  await Promise.all(writers);
  // who was cut off in the middle is told, and is not run again
  expect(unsure.length).toBeLessThanOrEqual(8);
  const { rows } = await pool.query("SELECT id, count(*)::int AS count FROM entry GROUP BY id");
  const there = new Map(rows.map(({ id, count }) => [id, count]));
  expect(written.filter((id) => there.get(id) !== 1)).toEqual([]);
  await pool.ready();
  expect(pool.health()).toMatchObject({ ready: true, reason: "ok" });
});

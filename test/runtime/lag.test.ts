// replicas that fall behind, on two real servers
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createPools, type Pools, type Report } from "../../src/runtime/index.ts";
import { sleep, until } from "../conformance/_clock.ts";
import { type Pair, startPair } from "./_replica.ts";

let pair: Pair;
const opened: Pools[] = [];

beforeAll(async () => {
  pair = await startPair();
  await pair.primary.run("CREATE TABLE entry (id int)");
}, 60_000);
afterEach(async () => {
  await Promise.all(opened.splice(0).map((pools) => pools.close({ timeout: 0 })));
});
afterAll(() => pair?.stop());

function open(maxLag?: number): Pools {
  const connection = { url: pair.primary.url, replicas: [pair.replica.url] };
  const pools = createPools({ connection, pool: { max: 3 } }, maxLag === undefined ? {} : { maxLag });
  opened.push(pools);
  return pools;
}

const reader = (pools: Pools) => pools.read().poolName;

test("a replica that is too far behind is left out until it has caught up", async () => {
  const pools = open(500);
  const reports: Report[] = [];
  pools.get("replica-1").on("report", (report) => reports.push(report));
  const told = () => reports.filter(({ type }) => type === "lagging" || type === "caught-up");
  expect(reader(pools)).toBe("replica-1");
  await until(() => pools.replicas()[0]!.lag !== undefined, 2_000);
  // nothing happens on the primary for longer than a replica may be behind
  await sleep(1_000);
  expect(pools.replicas()).toEqual([{ name: "replica-1", serves: true, reason: "ok", lag: 0 }]);

  await pair.replica.run("SELECT pg_wal_replay_pause()");
  await pair.primary.run("INSERT INTO entry VALUES (1)");
  expect(await until(() => reader(pools) === "main", 4_000)).toBe(true);
  const [late] = pools.replicas();
  expect(late).toMatchObject({ serves: false, reason: "lagging" });
  expect(late!.lag).toBeGreaterThan(500);
  expect(told()).toMatchObject([{ type: "lagging", pool: "replica-1" }]);
  expect((await pools.read().query("SELECT count(*)::int AS count FROM entry")).rows).toEqual([{ count: 1 }]);

  await pair.replica.run("SELECT pg_wal_replay_resume()");
  expect(await until(() => reader(pools) === "replica-1", 4_000)).toBe(true);
  expect(told().map(({ type }) => type)).toEqual(["lagging", "caught-up"]);
});

test("it serves however far it is behind where nobody asked for a limit", async () => {
  const pools = open();
  await pair.replica.run("SELECT pg_wal_replay_pause()");
  await pair.primary.run("INSERT INTO entry VALUES (2)");
  await pools.read().query("SELECT 1");
  await sleep(500);
  expect(pools.replicas()).toEqual([{ name: "replica-1", serves: true, reason: "ok", lag: undefined }]);
  expect(pools.stats().map(({ name }) => name)).toEqual(["replica-1"]);
  await pair.replica.run("SELECT pg_wal_replay_resume()");
});

test("a limit that is none is refused", () => {
  for (const maxLag of [0, 99, -1, Number.NaN, "1s" as never]) expect(() => open(maxLag)).toThrow(/maxLag is/);
});

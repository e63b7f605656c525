// several pools in one process: lazy, closed together, reads spread over replicas
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/load/index.ts";
import type { ConfigInput } from "../../src/model/input.ts";
import { type CreatePoolsOptions, createPools, type Pools } from "../../src/runtime/index.ts";
import { settle, times, until } from "../conformance/_clock.ts";
import { HOST } from "../conformance/_listen.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../conformance/_server.ts";
import { type FaultyProxy, startFaultyProxy } from "./_faults.ts";

let server: Server;
let proxies: FaultyProxy[];
const opened: Pools[] = [];

beforeAll(async () => {
  server = await startServer();
  proxies = [await startFaultyProxy(server.port), await startFaultyProxy(server.port)];
}, 60_000);
afterEach(async () => {
  await Promise.all(opened.splice(0).map((pools) => pools.close({ timeout: 0 })));
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await server.stop();
});

function open(settings: ConfigInput = {}, options: CreatePoolsOptions = {}): Pools {
  const { connection, ...rest } = settings;
  const main = {
    url: `postgresql://${ROLE}:${PASSWORD}@${HOST}:${server.port}/postgres?sslmode=disable`,
    replicas: proxies.map(({ port }) => `postgresql://${HOST}:${port}`),
    ...connection,
  };
  const retry = { maxAttempts: 2, interval: "50ms", maxInterval: "50ms" };
  const { config } = inspectPoolConfig({ config: { connection: main, retry, ...rest }, env: {}, dotenv: false });
  const pools = createPools(config, options);
  opened.push(pools);
  return pools;
}

const APP = "SELECT current_setting('application_name') AS app, current_setting('statement_timeout') AS timeout";

test("named pools have what is theirs, and the rest from the main one; each is made when it is first used", async () => {
  const pools = open({
    connection: { applicationName: "main", replicas: [] },
    pool: { max: 7, min: 1 },
    session: { statementTimeout: "5s" },
    pools: {
      reports: { max: 3, connection: { applicationName: "reports" }, session: { statementTimeout: "off" } },
      jobs: { max: 2 },
    },
  });
  expect(pools.names).toEqual(["main", "reports", "jobs"]);
  expect(pools.stats()).toEqual([]);
  expect((await pools.get("reports").query(APP)).rows).toEqual([{ app: "reports", timeout: "0" }]);
  expect((await pools.get().query(APP)).rows).toEqual([{ app: "main", timeout: "5s" }]);
  expect(pools.get("reports")).toBe(pools.get("reports"));
  expect(pools.stats().map(({ name, max }) => [name, max])).toEqual([
    ["reports", 3],
    ["main", 7],
  ]);
  expect(() => pools.get("report")).toThrow('There is no pool "report": the config has main, reports, jobs.');
});

test("they are closed in order, the main one last, and are not opened again", async () => {
  const pools = open({ connection: { replicas: [] }, pools: { reports: { max: 3 } } });
  const order: string[] = [];
  for (const name of ["main", "reports"]) {
    const pool = pools.get(name);
    await pool.query("SELECT 1");
    pool.on("remove", () => order.push(name));
  }
  expect(await pools.close()).toEqual({ failed: 0, cut: 0 });
  expect(await pools.close()).toEqual({ failed: 0, cut: 0 });
  expect(order).toEqual(["reports", "main"]);
  await expect(pools.get().query("SELECT 1")).rejects.toMatchObject({ code: "pool-closed" });
  const other = open({ connection: { replicas: [] } });
  await other.close();
  expect(() => other.get()).toThrow(/closed/);
});

const names = (pools: Pools, count: number) => times(count, () => pools.read().poolName);

test("reads go round, by weight", () => {
  expect(names(open(), 4)).toEqual(["replica-1", "replica-2", "replica-1", "replica-2"]);
  const weighted = open({
    connection: { replicas: [] },
    pools: { a: { role: "replica", weight: 3 }, b: { role: "replica" }, c: { role: "other" } },
  });
  expect(names(weighted, 8)).toEqual(["a", "a", "b", "a", "a", "a", "b", "a"]);
  expect(open({ connection: { replicas: [] } }).read().poolName).toBe("main");
  expect(open({ pools: { first: { role: "primary" } } }).write().poolName).toBe("first");
});

test("reads go to whoever has the least to do", async () => {
  const pools = open({}, { balance: "least-connections" });
  const clients = [];
  for (let read = 0; read < 4; read++) clients.push(await pools.read().connect());
  expect(pools.stats().map(({ name, used }) => [name, used])).toEqual([
    ["replica-1", 2],
    ["replica-2", 2],
  ]);
  clients[2]!.release();
  expect(pools.read().poolName).toBe("replica-1");
  for (const at of [0, 1, 3]) clients[at]!.release();
});

test("a replica that fails is left out until it can serve again; without any, the primary serves", async () => {
  const pools = open({ pool: { testOnAcquire: "always" } });
  await Promise.all(times(4, () => pools.read().query("SELECT 1")));
  const [first, second] = proxies as [FaultyProxy, FaultyProxy];
  first.manner = "refuse";
  first.reset();
  // whoever comes first finds out
  await settle(pools.get("replica-1").query("SELECT 1"), 2_000);
  expect(new Set(names(pools, 6))).toEqual(new Set(["replica-2"]));
  second.manner = "refuse";
  second.reset();
  await settle(pools.get("replica-2").query("SELECT 1"), 2_000);
  expect(new Set(names(pools, 6))).toEqual(new Set(["main"]));
  expect((await pools.read().query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  first.manner = "pass";
  second.manner = "pass";
  await until(() => new Set(names(pools, 4)).size === 2 && !names(pools, 4).includes("main"), 4_000);
  expect(new Set(names(pools, 4))).toEqual(new Set(["replica-1", "replica-2"]));
  await pools.read().query("SELECT 1");
});

test("the same call after a reload gives the same pools; a changed config gives new ones", async () => {
  const settings = { connection: { replicas: [] }, pool: { max: 4 } };
  const first = open(settings, { reuse: "test" });
  await first.get().query("SELECT 1");
  expect(open(settings, { reuse: "test" })).toBe(first);
  const changed = open({ ...settings, pool: { max: 5 } }, { reuse: "test" });
  expect(changed).not.toBe(first);
  await until(() => first.get().ended, 2_000);
  expect(first.get().ended).toBe(true);
  expect(open(settings)).not.toBe(open(settings));
  await changed.close();
  expect(open({ ...settings, pool: { max: 5 } }, { reuse: "test" })).not.toBe(changed);
  expect(inspect(Reflect.get(globalThis, Symbol.for("poolcfg.pools")), { depth: 20 })).not.toContain(PASSWORD);
});

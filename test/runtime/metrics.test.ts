// what monitoring sees of pools, through the real libraries
import { readFileSync } from "node:fs";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { AggregatorRegistry, Registry } from "prom-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { serverBudgetOf } from "../../src/runtime/budget.ts";
import {
  createPool,
  createPools,
  measureWithOpenTelemetry,
  prometheusText,
  registerPrometheus,
} from "../../src/runtime/index.ts";
import { nameOf } from "../../src/runtime/metrics/prometheus.ts";
import { METRICS } from "../../src/runtime/metrics/table.ts";
import { sleep, times } from "../conformance/_clock.ts";
import { type Server, startServer } from "../conformance/_server.ts";
import { closeAll, configFor, poolOn, type Settings } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

const POOL = "db.client.connection.pool.name";
const STATE = "db.client.connection.state";

test("OpenTelemetry tells two pools apart, under the names of its conventions", async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
  const provider = new MeterProvider({ readers: [reader] });
  const meter = provider.getMeter("test");
  const { pool: orders } = poolOn(server.port, { "pool.max": 2, "pool.acquireTimeout": "1s" }, { name: "orders" });
  const { pool: reports } = poolOn(
    server.port,
    { "pool.max": 5, "pool.min": 1, "server.maxConnections": 50 },
    { name: "reports" },
  );
  const ends = [orders, reports].map((pool) => measureWithOpenTelemetry(pool, meter));
  await reports.ready();
  const held = await Promise.all(times(2, () => orders.connect()));
  await orders.connect().catch(() => {});
  held[0]!.release();
  await reader.forceFlush();
  const found = exporter.getMetrics()[0]!.scopeMetrics[0]!.metrics;
  expect(found.map(({ descriptor: { name, unit } }) => [name, unit])).toEqual(
    METRICS.map(({ name, unit }) => [name, unit]),
  );
  const points = (name: string) => {
    const { dataPoints } = found.find(({ descriptor }) => descriptor.name === `db.client.connection.${name}`)!;
    return dataPoints.map(({ attributes, value }) => [attributes, value]);
  };
  const idle = (pool: string, count: number) => [{ [POOL]: pool, [STATE]: "idle" }, count];
  const used = (pool: string, count: number) => [{ [POOL]: pool, [STATE]: "used" }, count];
  expect(points("count")).toEqual([idle("orders", 1), used("orders", 1), idle("reports", 1), used("reports", 0)]);
  expect(points("max")).toEqual([
    [{ [POOL]: "orders" }, 2],
    [{ [POOL]: "reports" }, 5],
  ]);
  expect(points("idle.min")).toEqual([
    [{ [POOL]: "orders" }, 0],
    [{ [POOL]: "reports" }, 1],
  ]);
  expect(points("timeouts")).toEqual([
    [{ [POOL]: "orders" }, 1],
    [{ [POOL]: "reports" }, 0],
  ]);
  // 80 % of 50, and nothing of the pool whose config does not say it
  expect(found.at(-1)!.dataPoints.map(({ attributes, value }) => [attributes, value])).toEqual([
    [{ [POOL]: "reports", "server.address": "127.0.0.1", "server.port": server.port }, 40],
  ]);
  expect(points("wait_time")).toMatchObject([[{ [POOL]: "orders" }, { count: 2 }]]);
  expect(points("use_time")).toMatchObject([[{ [POOL]: "orders" }, { count: 1 }]]);
  // seconds, in the buckets of the conventions
  const boundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
  const created = points("create_time").find(
    ([attributes]) => (attributes as Record<string, unknown>)[POOL] === "orders",
  );
  expect(created![1]).toMatchObject({ count: 2, buckets: { boundaries } });
  held[1]!.release();
  for (const end of ends) end();
  await provider.shutdown();
});

test("prom-client is asked at each scrape, and says what the text says", async () => {
  const { pool } = poolOn(server.port, { "pool.max": 3 }, { name: 'a "name"' });
  const registry = new Registry();
  registerPrometheus(pool, registry);
  await pool.query("SELECT pg_sleep(0.02)");
  await sleep(5);
  const text = prometheusText(pool);
  expect(text).toMatch(/^# TYPE db_client_connection_count gauge$/m);
  expect(text).toContain(
    'db_client_connection_count{db_client_connection_pool_name="a \\"name\\"",db_client_connection_state="idle"} 1\n',
  );
  expect(text).toMatch(/^db_client_connection_use_time_seconds_bucket\{.*le="0.01"\} 0$/m);
  expect(text).toMatch(/^db_client_connection_use_time_seconds_bucket\{.*le="\+Inf"\} 1$/m);
  expect(text).toMatch(/^db_client_connection_use_time_seconds_sum\{.*\} 0\.\d+$/m);
  const lines = (whole: string) =>
    whole
      .split("\n")
      .filter((line) => line !== "")
      .sort();
  expect(lines(await registry.metrics())).toEqual(lines(text));
  await pool.query("SELECT 1");
  expect(await registry.metrics()).toMatch(/^db_client_connection_use_time_seconds_count\{.*\} 2$/m);
});

describe("what all pools may have together", () => {
  const budget = (settings: Settings) => poolOn(server.port, settings).pool.stats().server?.connections;

  test.each<[why: string, Settings, number | undefined]>([
    ["nobody stated it", {}, undefined],
    ["a value that equals the default, without origins", { "server.maxConnections": 100 }, undefined],
    ["a budget above what is left", { "server.maxConnections": 20, "server.budget": "100%" }, 17],
    ["others besides", { "server.maxConnections": 200, "deployment.otherConnections": 5 }, 155],
    ["a pooler between", { "server.maxConnections": 100, "pooler.kind": "pgbouncer" }, undefined],
    ["its bound", { "pooler.kind": "pgbouncer", "pooler.maxClientConn": 500 }, 500],
  ])("%s", (_why, settings, expected) => {
    expect(budget(settings)).toBe(expected);
  });

  test("a value that equals the default counts with its origin", async () => {
    const config = { connection: { host: "db.example.com" }, server: { maxConnections: 100 } };
    const inspected = inspectPoolConfig({ config, env: false, dotenv: false });
    const pool = createPool(inspected.config, { origins: inspected.origins });
    expect(pool.stats().server?.connections).toBe(80);
    await pool.end();
  });

  test("is never below nothing, also in a changed copy of a config", () => {
    const config = configFor(server.port, { "server.maxConnections": 20 });
    const changed = { ...config, deployment: { ...config.deployment, otherConnections: 50 } };
    expect(serverBudgetOf(config)).toEqual({ address: "127.0.0.1", port: server.port, connections: 16 });
    expect(serverBudgetOf({ ...changed, server: { ...config.server, maxConnections: 30 } })?.connections).toBe(0);
  });

  test("is told for each server, and is not added up over the processes of a cluster", async () => {
    const pools = createPools({
      connection: { url: "postgresql://app@primary/shop", replicas: ["postgresql://standby:5433/shop"] },
      pools: { reports: { role: "reports" } },
      server: { maxConnections: 200 },
    });
    for (const name of pools.names) pools.get(name);
    const lines = prometheusText(pools).split("\n");
    const at = (pool: string, address: string, port: number) =>
      `poolcfg_server_connection_budget{db_client_connection_pool_name="${pool}",server_address="${address}",server_port="${port}"} 160`;
    const expected = [at("main", "primary", 5432), at("reports", "primary", 5432), at("replica-1", "standby", 5433)];
    expect(lines.filter((line) => line.startsWith("poolcfg_server"))).toEqual(expected);
    const registry = new Registry();
    registerPrometheus(pools, registry);
    const one = await registry.getMetricsAsJSON();
    const cluster = (await AggregatorRegistry.aggregate([one, one]).metrics()).split("\n");
    expect(cluster).toEqual(expect.arrayContaining(expected));
    expect(cluster).toContain('db_client_connection_max{db_client_connection_pool_name="main"} 20');
    await pools.close();
  });
});

test("the dashboard and the alerts ask for what there is", () => {
  const known = new Set(METRICS.flatMap((metric) => [nameOf(metric), `${nameOf(metric)}_bucket`]));
  const read = (file: string) => readFileSync(new URL(`../../templates/observe/${file}`, import.meta.url), "utf8");
  const dashboard = JSON.parse(read("dashboard.json"));
  const alerts = parse(read("alerts.yaml"));
  const rules: { expr: string }[] = alerts.groups.flatMap(({ rules }: { rules: object[] }) => rules);
  const panels: { targets: { expr: string }[] }[] = dashboard.panels;
  const expressions = [...rules, ...panels.flatMap(({ targets }) => targets)].map(({ expr }) => expr);
  expect(expressions.length).toBeGreaterThan(12);
  const labels = /^(?:db_client_connection_pool_name|db_client_connection_state|poolcfg_reason)$/;
  for (const expression of expressions)
    for (const [name] of expression.matchAll(/\b(?:db_client|poolcfg)_\w+/g))
      if (!labels.test(name)) expect(known, expression).toContain(name);
});

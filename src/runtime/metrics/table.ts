// what a pool is measured by: the names of OpenTelemetry, and a few of our own for what it has no name for
import type { HistogramStats, PoolStats } from "../stats.ts";

/** The attribute that names the pool. */
export const POOL_NAME = "db.client.connection.pool.name";

const STATE = "db.client.connection.state";

/** Attributes of one value, besides the name of the pool. */
export type Attributes = Readonly<Record<string, string | number>>;

interface Common {
  readonly name: string;
  /** As UCUM has it. */
  readonly unit: string;
  readonly description: string;
}

/** A number that goes up and down, only up, or is the same in every process, so that adding up makes no sense. */
export interface NumberMetric extends Common {
  readonly kind: "level" | "counter" | "shared";
  read(stats: PoolStats): readonly (readonly [value: number, attributes?: Attributes])[];
}

/** Times in buckets. */
export interface HistogramMetric extends Common {
  readonly kind: "histogram";
  /** Name of the time in the statistics of a pool and for its recorder. */
  readonly time: "acquire" | "use" | "create";
  read(stats: PoolStats): HistogramStats;
}

/** One thing that a pool is measured by. */
export type Metric = NumberMetric | HistogramMetric;

/**
 * Everything that a pool is measured by. Those that begin with `db.client.connection.` are of OpenTelemetry's semantic
 * conventions: https://opentelemetry.io/docs/specs/semconv/database/database-metrics/, v1.44.0.
 */
export const METRICS: readonly Metric[] = [
  level("db.client.connection.count", "{connection}", "Connections that are open", ({ idle, used }) => [
    [idle, { [STATE]: "idle" }],
    [used, { [STATE]: "used" }],
  ]),
  level("db.client.connection.max", "{connection}", "Most connections that may be open", ({ max }) => [[max]]),
  level("db.client.connection.idle.max", "{connection}", "Most connections that may be idle", ({ maxIdle }) => [
    [maxIdle],
  ]),
  level("db.client.connection.idle.min", "{connection}", "Connections that are kept open", ({ min }) => [[min]]),
  level("db.client.connection.pending_requests", "{request}", "Callers that wait for a connection", (stats) => [
    [stats.waiting],
  ]),
  counter("db.client.connection.timeouts", "{timeout}", "Callers that got no connection in time", (stats) => [
    [stats.timeouts],
  ]),
  histogram("create", "db.client.connection.create_time", "Time to open a connection"),
  histogram("acquire", "db.client.connection.wait_time", "Time until a caller has a connection"),
  histogram("use", "db.client.connection.use_time", "Time that a caller has a connection"),
  counter("poolcfg.connection.refused", "{request}", "Callers that were refused since the queue was full", (stats) => [
    [stats.refused],
  ]),
  counter(
    "poolcfg.connection.leaks",
    "{connection}",
    "Connections that were checked out for longer than leakThreshold",
    (stats) => [[stats.leaks]],
  ),
  counter("poolcfg.connection.failures", "{attempt}", "Attempts to connect that failed", ({ failed }) => [[failed]]),
  counter("poolcfg.connection.closed", "{connection}", "Connections that were closed, by reason", ({ closed }) =>
    Object.entries(closed).map(([reason, count]) => [count, { "poolcfg.reason": reason }] as const),
  ),
  shared(
    "poolcfg.server.connection.budget",
    "{connection}",
    "Connections that all pools of all processes may have on the server together",
    ({ server }) =>
      server === null ? [] : [[server.connections, { "server.address": server.address, "server.port": server.port }]],
  ),
];

function level(name: string, unit: string, description: string, read: NumberMetric["read"]): NumberMetric {
  return { kind: "level", name, unit, description, read };
}

function shared(name: string, unit: string, description: string, read: NumberMetric["read"]): NumberMetric {
  return { kind: "shared", name, unit, description, read };
}

function counter(name: string, unit: string, description: string, read: NumberMetric["read"]): NumberMetric {
  return { kind: "counter", name, unit, description, read };
}

function histogram(time: HistogramMetric["time"], name: string, description: string): HistogramMetric {
  return { kind: "histogram", time, name, unit: "s", description, read: (stats) => stats[time] };
}

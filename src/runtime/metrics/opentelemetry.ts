// Pools for OpenTelemetry: levels and counts are read on collection, times are recorded as they are measured
import type { ManagedPool } from "../create.ts";
import { installed } from "../installed.ts";
import { engineOf } from "../pool.ts";
import { BUCKETS, type Recorder } from "../stats.ts";
import { METRICS, POOL_NAME } from "./table.ts";

interface Options {
  readonly unit: string;
  readonly description: string;
  readonly advice?: { readonly explicitBucketBoundaries: number[] };
}

interface Observable {
  addCallback(observe: (result: ObservableResult) => void): void;
  removeCallback(observe: (result: ObservableResult) => void): void;
}

interface ObservableResult {
  observe(value: number, attributes?: Record<string, string | number>): void;
}

/** A meter of `@opentelemetry/api`. */
export interface Meter {
  /** For what goes up and down, and adds up over pools and processes. */
  createObservableUpDownCounter(name: string, options: Options): Observable;
  /** For what is the same in every process. */
  createObservableGauge(name: string, options: Options): Observable;
  /** For what only goes up. */
  createObservableCounter(name: string, options: Options): Observable;
  /** For times, in seconds. */
  createHistogram(name: string, options: Options): { record(value: number, attributes?: Record<string, string>): void };
}

const MAKERS = {
  level: "createObservableUpDownCounter",
  counter: "createObservableCounter",
  shared: "createObservableGauge",
} as const;

/**
 * Measures a pool by OpenTelemetry, under the names of its semantic conventions. Each pool has its own name in
 * `db.client.connection.pool.name`, which distinguishes several pools.
 *
 * Do not load `@opentelemetry/instrumentation-pg` for the same numbers besides: it counts by the address, and mixes
 * pools.
 *
 * @param pool what `createPool` gives.
 * @param meter Default: the meter `poolcfg` of the program's `@opentelemetry/api`.
 * @returns a function that ends it.
 * @throws PoolcfgError `usage` where no meter is given and `@opentelemetry/api` is not installed.
 */
export function measureWithOpenTelemetry(pool: ManagedPool, meter: Meter = globalMeter()): () => void {
  const { poolName } = pool;
  const name = { [POOL_NAME]: poolName };
  const ends: (() => void)[] = [];
  const times: Partial<Record<"acquire" | "use" | "create", (ms: number) => void>> = {};
  for (const metric of METRICS) {
    const { unit, description } = metric;
    if (metric.kind === "histogram") {
      const advice = { explicitBucketBoundaries: BUCKETS.map((ms) => ms / 1_000) };
      const instrument = meter.createHistogram(metric.name, { unit, description, advice });
      times[metric.time] = (ms) => instrument.record(ms / 1_000, name);
      continue;
    }
    const instrument = meter[MAKERS[metric.kind]](metric.name, { unit, description });
    const observe = (result: ObservableResult) => {
      for (const [value, attributes] of metric.read(pool.stats())) result.observe(value, { ...name, ...attributes });
    };
    instrument.addCallback(observe);
    ends.push(() => instrument.removeCallback(observe));
  }
  const { counts } = engineOf(pool)!;
  ends.push(counts.record(times as Recorder));
  return () => {
    for (const end of ends) end();
  };
}

function globalMeter(): Meter {
  const message = "OpenTelemetry needs a meter, or the package @opentelemetry/api: npm install @opentelemetry/api";
  const api = installed("@opentelemetry/api", measureWithOpenTelemetry, message);
  return (api as { metrics: { getMeter(name: string): Meter } }).metrics.getMeter("poolcfg");
}

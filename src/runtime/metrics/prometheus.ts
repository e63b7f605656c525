// pools for Prometheus: as text, or in a registry of prom-client

import { type PoolSource, statsOf } from "./source.ts";
import { type HistogramMetric, METRICS, type Metric, POOL_NAME } from "./table.ts";

/** A registry of prom-client. */
export interface PrometheusRegistry {
  /** Takes one metric, which has a name of its own. */
  registerMetric(metric: never): unknown;
}

interface Value {
  readonly metricName: string;
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The pools in Prometheus' text format, for programs without prom-client.
 *
 * @param pools one, several, or what `createPools` gives.
 * @returns text of the type `text/plain; version=0.0.4`. The names are those of OpenTelemetry, as its collector writes
 *   them for Prometheus: `db_client_connection_count`, `db_client_connection_wait_time_seconds`.
 */
export function prometheusText(pools: PoolSource): string {
  const lines = METRICS.flatMap((metric) => {
    const { name, help, type, values } = exposed(metric, pools);
    return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...values.map(line)];
  });
  return `${lines.join("\n")}\n`;
}

/**
 * Adds the pools to a registry of prom-client, which reads them on each scrape.
 *
 * @param pools one, several, or what `createPools` gives: those that are open at the time.
 * @param registry `register` of prom-client, or another one of yours.
 * @returns nothing; it is called once for a registry.
 * @throws what the registry throws for a name that it has already, as prom-client does at a second call.
 */
export function registerPrometheus(pools: PoolSource, registry: PrometheusRegistry): void {
  for (const metric of METRICS) {
    const { name, help, type, aggregator } = exposed(metric, []);
    const made = {
      name,
      help,
      type,
      aggregator,
      labelNames: [],
      get: async () => exposed(metric, pools),
      reset() {},
    };
    registry.registerMetric(made as never);
  }
}

function exposed(metric: Metric, pools: PoolSource) {
  const name = nameOf(metric);
  const values = statsOf(pools).flatMap((stats): Value[] => {
    const labels = { [label(POOL_NAME)]: stats.name };
    if (metric.kind === "histogram") return buckets(metric.read(stats), name, labels);
    return metric.read(stats).map(([value, attributes = {}]) => {
      const more = Object.entries(attributes).map(([key, value]) => [label(key), String(value)]);
      return { metricName: name, value, labels: { ...labels, ...Object.fromEntries(more) } };
    });
  });
  const type = metric.kind === "level" || metric.kind === "shared" ? "gauge" : metric.kind;
  // of the processes of one cluster
  const aggregator = metric.kind === "shared" ? "max" : "sum";
  return { name, help: metric.description, type, values, aggregator };
}

function buckets(
  { buckets: counts, sum, count }: ReturnType<HistogramMetric["read"]>,
  name: string,
  labels: Readonly<Record<string, string>>,
): Value[] {
  const bounds = counts.map(([bound, value]) => {
    const le = bound === Number.POSITIVE_INFINITY ? "+Inf" : String(bound / 1_000);
    return { metricName: `${name}_bucket`, value, labels: { ...labels, le } };
  });
  return [
    ...bounds,
    { metricName: `${name}_sum`, value: sum / 1_000, labels },
    { metricName: `${name}_count`, value: count, labels },
  ];
}

/** The name that a metric has in Prometheus. */
export function nameOf({ name, kind }: Metric): string {
  const suffix = { level: "", shared: "", counter: "_total", histogram: "_seconds" }[kind];
  return `${label(name)}${suffix}`;
}

function label(name: string): string {
  return name.replaceAll(".", "_");
}

function line({ metricName, value, labels }: Value): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
  return `${metricName}{${pairs.join(",")}} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

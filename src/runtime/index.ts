// the public surface of poolcfg/runtime
export type { ServerBudget } from "./budget.ts";
export type { CloseOptions, CloseResult } from "./closing.ts";
export type { CloseReason } from "./connection.ts";
export { type CreatePoolOptions, createPool, type ManagedPool } from "./create.ts";
export {
  ConnectTimeoutError,
  PoolClosedError,
  PoolQueueFullError,
  type PoolSnapshot,
  PoolTimeoutError,
  TransactionLeftOpenError,
} from "./errors.ts";
export { safeToRetry } from "./failures.ts";
export type { PoolHealth } from "./health.ts";
export { type Meter, measureWithOpenTelemetry } from "./metrics/opentelemetry.ts";
export { type PrometheusRegistry, prometheusText, registerPrometheus } from "./metrics/prometheus.ts";
export type { PoolSource } from "./metrics/source.ts";
export type { PoolExtensions } from "./pool.ts";
export { type CreatePoolsOptions, createPools, type Pools } from "./pools.ts";
export type { Balance, ReplicaState } from "./replicas.ts";
export type { Report } from "./reports.ts";
export { withRetry } from "./retry.ts";
export type { RetryPolicy } from "./settings.ts";
export { type Closable, closeOnSignal, type EndSignal, type SignalOptions } from "./signals.ts";
export type { HistogramStats, PoolStats } from "./stats.ts";

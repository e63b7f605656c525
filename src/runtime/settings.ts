// The canonical config as a running pool uses it: milliseconds, and off is null

import { jitterMillis } from "../codecs/jitter.ts";
import type { Origin } from "../diagnostics/origin.ts";
import type { Config } from "../model/model.ts";
import { type ServerBudget, serverBudgetOf } from "./budget.ts";

/** Settings of a pool. Times in milliseconds; null is off. */
export interface Settings {
  /** Name of the pool in errors, reports and metrics. */
  readonly name: string;
  readonly max: number;
  readonly min: number;
  readonly maxIdle: number;
  readonly maxWaiting: number | null;
  readonly acquireTimeout: number | null;
  readonly connectTimeout: number | null;
  readonly idleTimeout: number | null;
  readonly maxLifetime: number | null;
  /** Maximum jitter subtracted from `maxLifetime`. */
  readonly jitter: number;
  readonly maxUses: number | null;
  /** A connection that was idle for this long is tested before checkout; 0 means always. */
  readonly testAfter: number | null;
  readonly healthCheckInterval: number | null;
  readonly retry: RetryPolicy;
  readonly leakThreshold: number | null;
  readonly metrics: boolean;
  /** Null if the config sets no budget. */
  readonly server: ServerBudget | null;
  /** Whether the process may exit while connections are idle. */
  readonly allowExitOnIdle: boolean;
  /** Whether nested checkouts are reported. */
  readonly detectNested: boolean;
  /** Whether a connection that is returned inside a transaction is left in it. */
  readonly keepTransactions: boolean;
}

/** Retry policy: attempts with backoff, in milliseconds. */
export interface RetryPolicy {
  /** Number of attempts including the first, 1 or more. Default: 3. */
  readonly maxAttempts: number;
  /** Wait before the second attempt in milliseconds, 0 or more. Default: 1000. */
  readonly interval: number;
  /** Backoff multiplier: each wait is this many times the previous one. 1 or more. Default: 2. */
  readonly multiplier: number;
  /** Maximum wait in milliseconds, 0 or more. Default: 30000. */
  readonly maxInterval: number;
}

/** Reads the settings of one pool. */
export function settingsOf(
  config: Config,
  own: Pick<Settings, "name" | "allowExitOnIdle" | "detectNested" | "keepTransactions">,
  origins?: Readonly<Record<string, Origin>>,
): Settings {
  const { pool, retry, observe } = config;
  const { testOnAcquire, maxLifetimeJitter, keepAlive: _, ...same } = pool;
  return {
    ...same,
    ...own,
    jitter: jitterMillis(maxLifetimeJitter, pool.maxLifetime),
    testAfter: testOnAcquire === "always" ? 0 : testOnAcquire,
    retry,
    ...observe,
    server: serverBudgetOf(config, origins),
  };
}

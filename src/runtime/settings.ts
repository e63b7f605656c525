// the canonical config as a running pool reads it: milliseconds, and off is null

import { jitterMillis } from "../codecs/jitter.ts";
import type { Config } from "../model/model.ts";
import { type ServerBudget, serverBudgetOf } from "./budget.ts";

/** What a pool keeps. Times in milliseconds; null is off. */
export interface Settings {
  /** What the pool is called in errors, reports and metrics. */
  readonly name: string;
  readonly max: number;
  readonly min: number;
  readonly maxIdle: number;
  readonly maxWaiting: number | null;
  readonly acquireTimeout: number | null;
  readonly connectTimeout: number | null;
  readonly idleTimeout: number | null;
  readonly maxLifetime: number | null;
  /** A connection may live so much shorter than `maxLifetime`. */
  readonly jitter: number;
  readonly maxUses: number | null;
  /** A connection that idled for so long is tested before it is handed out; 0 is always. */
  readonly testAfter: number | null;
  readonly healthCheckInterval: number | null;
  readonly retry: RetryPolicy;
  readonly leakThreshold: number | null;
  readonly metrics: boolean;
  /** Null where the config states no bound. */
  readonly server: ServerBudget | null;
  /** Whether an idle connection lets the process end. */
  readonly allowExitOnIdle: boolean;
  /** Whether callers that hold a connection and ask for another one are told of. */
  readonly detectNested: boolean;
  /** Whether a connection that is returned inside a transaction is left in it. */
  readonly keepTransactions: boolean;
}

/** How a failure is met: attempts with growing waits between them, in milliseconds. */
export interface RetryPolicy {
  /** The first included. 1 or more; of a config 3 unless it says otherwise. */
  readonly maxAttempts: number;
  /** Wait before the second attempt, in milliseconds, 0 or more; of a config 1000. */
  readonly interval: number;
  /** Each further wait is so many times the one before. 1 or more; of a config 2. */
  readonly multiplier: number;
  /** No wait is longer, in milliseconds, 0 or more; of a config 30000. */
  readonly maxInterval: number;
}

/** Reads the settings of one pool. */
export function settingsOf(
  config: Config,
  own: Pick<Settings, "name" | "allowExitOnIdle" | "detectNested" | "keepTransactions">,
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
    server: serverBudgetOf(config),
  };
}

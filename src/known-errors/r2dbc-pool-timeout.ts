// r2dbc-pool without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "r2dbc-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    "r2dbc-pool": [
      "Validation timed out after",
      "Connection acquisition timed out after",
      "Pool#acquire(Duration) has been pending for more than the configured timeout",
      "Pending acquire queue has reached its maximum size",
      "No pending allowed and pool has reached allocation limit",
    ],
    "Vert.x": ["Connection pool reached max wait queue size"],
  },
  names: { "r2dbc-pool": ["PoolAcquirePendingLimitException"] },
  meaning:
    "The reactive pool had no connection free within max-acquire-time, too many callers were waiting already, or new connections cannot be opened.",
  todo: `Make sure that every subscription ends: a connection is released when its Publisher completes or is canceled. ${POOL_IN_USE} In Spring the size is spring.r2dbc.pool.max-size (default 10).`,
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://github.com/r2dbc/r2dbc-pool#getting-started",
  examples: [
    "io.r2dbc.spi.R2dbcTimeoutException: Connection acquisition timed out after 30000ms",
    "Pending acquire queue has reached its maximum size of 2",
  ],
});

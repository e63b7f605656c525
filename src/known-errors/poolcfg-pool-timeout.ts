// poolcfg's pool without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "poolcfg-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    "poolcfg/runtime": [
      /Timed out after [^\n]{1,60} waiting for a connection from pool/,
      /The wait queue of pool [^\n]{1,200} is full/,
    ],
  },
  names: { "poolcfg/runtime": ["PoolTimeoutError", "PoolQueueFullError"] },
  meaning:
    "poolcfg's pool had no connection within pool.acquireTimeout, or pool.maxWaiting callers were waiting already. The message has the numbers at that time.",
  todo: `If all connections are held and none runs a query, callers that hold one wait for a second: use the one that they hold. ${POOL_IN_USE}`,
  settings: ["pool.acquireTimeout", "pool.max", "pool.maxWaiting", "observe.leakThreshold"],
  source: "https://unpkg.com/poolcfg/README.md",
  examples: [
    'Timed out after 300ms (pool.acquireTimeout) waiting for a connection from pool "main" (1/1 in use, 0 idle, 0 connecting, 0 waiting).',
  ],
});

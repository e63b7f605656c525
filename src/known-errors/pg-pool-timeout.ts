// the pool of node-postgres with all connections in use
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pg-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    "node-postgres": ["timeout exceeded when trying to connect"],
    Neon: ["timeout exceeded when trying to connect"],
  },
  meaning: "No connection of the pool came free within connectionTimeoutMillis: all clients are checked out.",
  todo: `Make sure that every pool.connect() has a client.release() in finally, and that code inside a transaction uses its own client and not the pool. ${POOL_IN_USE} In node-postgres the size is max (default 10).`,
  settings: ["pool.acquireTimeout", "pool.max", "observe.leakThreshold"],
  source: "https://node-postgres.com/apis/pool",
  examples: ["timeout exceeded when trying to connect"],
});

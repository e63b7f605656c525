// a message of node-postgres
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pg-pool-timeout",
  library: "node-postgres",
  reason: "pool-timeout",
  patterns: [/timeout exceeded when trying to connect/i, /Connection terminated due to connection timeout/i],
  meaning: "No connection came free, or a new one was not there, within connectionTimeoutMillis.",
  todo: "A client that is checked out and never released is the usual cause: see that every pool.connect() has a release() in finally. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.acquireTimeout", "pool.max", "observe.leakThreshold"],
  source: "https://node-postgres.com/apis/pool",
  examples: ["timeout exceeded when trying to connect", "Connection terminated due to connection timeout"],
});

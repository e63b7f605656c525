// a message of sqlx
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "sqlx-pool-timeout",
  library: "sqlx",
  reason: "pool-timeout",
  patterns: [/pool timed out while waiting for an open connection/i],
  meaning: "sqlx had no connection free within acquire_timeout.",
  todo: "Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://docs.rs/sqlx/latest/sqlx/enum.Error.html#variant.PoolTimedOut",
  examples: ["pool timed out while waiting for an open connection"],
});

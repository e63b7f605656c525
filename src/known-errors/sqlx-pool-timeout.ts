// sqlx without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "sqlx-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: { sqlx: ["pool timed out while waiting for an open connection"] },
  names: { sqlx: ["PoolTimedOut"] },
  meaning:
    "sqlx had no connection within acquire_timeout (30 s): all are in use, or the server cannot be reached. sqlx retries a refused connection until then and reports the same.",
  todo: `Connect once without the pool (psql, or \`poolcfg doctor\`) to see whether the server answers. Drop a Transaction or PoolConnection before awaiting anything else. ${POOL_IN_USE} In sqlx the size is max_connections of PgPoolOptions (default 10).`,
  settings: ["pool.max", "pool.acquireTimeout", "connection.host"],
  source: "https://docs.rs/sqlx/latest/sqlx/enum.Error.html#variant.PoolTimedOut",
  examples: ["pool timed out while waiting for an open connection"],
});

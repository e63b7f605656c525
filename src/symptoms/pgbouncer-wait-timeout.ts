// a message of PgBouncer
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-wait-timeout",
  library: "PgBouncer",
  reason: "pool-timeout",
  patterns: [/query_wait_timeout/i, /client_login_timeout/i],
  meaning: "PgBouncer had no server connection free for this client within query_wait_timeout, and closed it.",
  todo: "Look at cl_waiting and maxwait in SHOW POOLS. Raise default_pool_size if the server has room, or shorten the transactions that hold the connections.",
  settings: ["pooler.poolSize", "pool.max"],
  source: "https://www.pgbouncer.org/config.html#query_wait_timeout",
  examples: ["query_wait_timeout"],
});

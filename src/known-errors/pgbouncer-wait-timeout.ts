// a client that waited too long in PgBouncer's queue
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-wait-timeout",
  reason: "pool-timeout",
  phrases: {
    PgBouncer: [
      /(?:^|[:)] {0,4})["']?query_wait_timeout["']?[.\s]{0,3}$/m,
      /(?:FATAL|ERROR|error|because|failed|message)["']?: {0,4}["']?query_wait_timeout\b(?! ?[=:])/,
    ],
  },
  meaning:
    "PgBouncer closed a client that had waited for a server connection for longer than query_wait_timeout (120 s): its pool is in use, or PgBouncer cannot connect to the server.",
  todo: "Run SHOW POOLS on its console. With sv_active at the pool size and cl_waiting above 0 the pool is in use: shorten the transactions that hold it, or raise default_pool_size within what the server allows. With sv_active 0 PgBouncer cannot reach or log in to the server: its log has 'closing because: connect failed' or the server's refusal.",
  settings: ["pooler.poolSize", "pool.max"],
  source: "https://www.pgbouncer.org/config.html#query_wait_timeout",
  examples: ["query_wait_timeout", "FATAL:  query_wait_timeout", "error: query_wait_timeout"],
});

// a message of psycopg_pool
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "psycopg-pool-timeout",
  library: "psycopg_pool",
  reason: "pool-timeout",
  patterns: [/couldn't get a connection after \d{1,9}(?:\.\d{1,9})? sec/i],
  meaning: "psycopg's pool had no connection free within timeout.",
  todo: "Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://www.psycopg.org/psycopg3/docs/api/pool.html",
  examples: ["couldn't get a connection after 30.00 sec"],
});

// psycopg_pool without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "psycopg-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    psycopg_pool: [
      /couldn['"]t get a connection after \d{1,9}(?:\.\d{1,9})? sec/,
      /the pool ["'][^"']{0,100}["'] has already \d{1,9} requests waiting/,
    ],
  },
  names: { psycopg_pool: ["psycopg_pool.PoolTimeout", "psycopg_pool.TooManyRequests"] },
  meaning:
    "psycopg's pool had no connection free within timeout (30 s). Its worker may also fail to connect: the log then has 'error connecting in' warnings.",
  todo: `Use the pool as a context manager: with pool.connection() as conn. ${POOL_IN_USE} In psycopg_pool the size is max_size; with Django, OPTIONS['pool'].`,
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://www.psycopg.org/psycopg3/docs/api/pool.html",
  examples: ["psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec"],
});

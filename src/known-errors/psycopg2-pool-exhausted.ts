// psycopg2's pool with all connections in use
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "psycopg2-pool-exhausted",
  reason: "pool-timeout",
  generic: true,
  phrases: { psycopg2: ["connection pool exhausted"] },
  meaning: "psycopg2's pool has maxconn connections checked out. It does not wait: it fails at once.",
  todo: `Return each connection with pool.putconn(conn) in finally. ${POOL_IN_USE} If callers should wait, use psycopg_pool or SQLAlchemy's QueuePool, or a semaphore of maxconn around getconn().`,
  settings: ["pool.max"],
  source: "https://www.psycopg.org/docs/pool.html",
  examples: ["psycopg2.pool.PoolError: connection pool exhausted"],
});

// a pool that was used before it was opened
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pool-not-open",
  reason: "misuse",
  phrases: {
    psycopg_pool: [/the pool ["'][^"']{0,100}["'] is not open yet/],
    asyncpg: ["pool is not initialized", "pool is being initialized, but not yet ready"],
    TypeORM: [
      "Driver not Connected",
      "Connection with <name> database is not established",
      "Cannot execute operation because connection is not yet established",
      "No metadata for <name> was found",
    ],
    Npgsql: ["The ConnectionString property has not been initialized"],
  },
  meaning: "The pool was used before it was opened or initialized, or after it was closed.",
  todo: "Open it first and wait for that: await pool.open() or async with (psycopg_pool), await asyncpg.create_pool(…), await dataSource.initialize() (TypeORM).",
  settings: ["pool.min"],
  source: "https://www.psycopg.org/psycopg3/docs/api/pool.html#psycopg_pool.ConnectionPool.open",
  examples: ["psycopg_pool.PoolClosed: the pool 'pool-1' is not open yet", "pool is not initialized"],
});

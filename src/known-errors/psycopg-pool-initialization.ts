// a psycopg_pool that could not connect
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "psycopg-pool-initialization",
  reason: "refused",
  generic: true,
  phrases: { psycopg_pool: ["pool initialization incomplete after <n> sec", "error connecting in <name>: "] },
  meaning:
    "psycopg's pool could not open min_size connections within the time that wait() or open() was given: it cannot connect to the server.",
  todo: "The warnings before it ('error connecting in 'pool-1'') have the reason, such as a wrong host or password or a full server. Connect once without the pool: psycopg.connect(conninfo), or `poolcfg doctor`.",
  settings: ["connection.host", "pool.min", "pool.connectTimeout"],
  source: "https://www.psycopg.org/psycopg3/docs/api/pool.html#psycopg_pool.ConnectionPool.wait",
  examples: ["psycopg_pool.PoolTimeout: pool initialization incomplete after 30.0 sec"],
});

// a prepared statement whose result changed
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "plan-changed",
  reason: "query",
  phrases: {
    PostgreSQL: ["cached plan must not change result type"],
    asyncpg: ["cached statement plan is invalid due to a database schema or configuration change"],
  },
  names: { "Active Record": ["PreparedStatementCacheExpired"] },
  meaning: "A table was changed (a migration) while a connection had a prepared statement that returns its columns.",
  todo: "Retry; new connections are not affected. Restart or recycle the pool after migrations, and avoid SELECT * in prepared statements. pgjdbc: autosave=conservative; pgx: default_query_exec_mode=cache_describe; Active Record retries by itself outside transactions.",
  settings: ["pool.maxLifetime"],
  source: "https://www.postgresql.org/docs/18/sql-prepare.html",
  examples: ["ERROR: cached plan must not change result type"],
});

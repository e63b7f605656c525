// prepared statements behind a pooler
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "prepared-statement-missing",
  reason: "protocol",
  codes: ["26000", "42P05", "EPREPAREDNOTFOUND", "EPREPAREDDUP"],
  phrases: {
    PostgreSQL: [
      "prepared statement <name> {does not exist|already exists|is missing}",
      "unnamed prepared statement does not exist",
      "bind message supplies <n> parameters, but prepared statement <name> requires <n>",
    ],
    PgBouncer: ["prepared statement did not exist", "prepared statement name is already in use"],
    Supavisor: ["max prepared statements {limit|memory limit} reached"],
    PgCat: ["prepared statement <name> not found"],
  },
  names: {
    asyncpg: ["DuplicatePreparedStatementError", "InvalidSQLStatementNameError"],
    PgCat: ["PreparedStatementError"],
  },
  meaning:
    "A statement was prepared on one server connection and run on another: a pooler in transaction mode is in between.",
  todo: "Use PgBouncer 1.21 or later with max_prepared_statements above 0, or turn named prepared statements off in the driver: pgjdbc prepareThreshold=0, asyncpg statement_cache_size=0, psycopg prepare_threshold=None, pgx default_query_exec_mode=exec, postgres.js prepare: false, Prisma up to 6 pgbouncer=true, Active Record prepared_statements: false, Postgrex prepare: :unnamed, sqlx .persistent(false) on every query.",
  settings: ["pooler.mode", "pooler.maxPreparedStatements"],
  source: "https://www.pgbouncer.org/config.html#max_prepared_statements",
  examples: [
    'prepared statement "s0" already exists',
    'prepared statement "stmtcache_1" does not exist',
    "unnamed prepared statement does not exist",
    'bind message supplies 2 parameters, but prepared statement "" requires 1',
  ],
});

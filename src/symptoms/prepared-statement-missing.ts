// a message of PostgreSQL behind a pooler
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "prepared-statement-missing",
  library: "PostgreSQL behind a pooler",
  reason: "protocol",
  codes: ["26000", "42P05"],
  patterns: [/prepared statement "[^"]{0,200}" (?:does not exist|already exists)/i],
  meaning:
    "A statement was prepared on one server connection and run on another: a pooler in transaction mode stands between.",
  todo: "Use PgBouncer 1.21 or later with max_prepared_statements above 0, or switch named statements off in the driver; with Prisma up to 6, pgbouncer=true.",
  settings: ["pooler.mode", "pooler.maxPreparedStatements"],
  source: "https://www.pgbouncer.org/config.html#max_prepared_statements",
  examples: ['prepared statement "s0" already exists', 'prepared statement "stmtcache_1" does not exist'],
});

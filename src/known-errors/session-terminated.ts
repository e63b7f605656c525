// a session that was ended on purpose
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "session-terminated",
  reason: "dropped",
  codes: ["57P01"],
  phrases: {
    PostgreSQL: [
      "terminating connection due to administrator command",
      "terminating background worker <name> due to administrator command",
      "terminating connection due to unexpected postmaster exit",
      "terminating walreceiver process due to administrator command",
    ],
    slonik: ["Backend has been terminated"],
    PgBouncer: ["closing because: {admin forced disconnect|disko over}", "admin forced disconnect"],
  },
  names: {
    slonik: ["BackendTerminatedError"],
    asyncpg: ["AdminShutdownError"],
    psycopg2: ["AdminShutdown"],
    Postgrex: ["admin_shutdown"],
  },
  meaning:
    "The server ended the session: someone called pg_terminate_backend(), or the server was stopped, restarted or failed over.",
  todo: "The pool replaces the connection; run what was interrupted again if that is safe. In node-postgres, listen to the pool's 'error' event, or the process ends. After a failover, check that the host name points to the new primary.",
  settings: ["retry.maxAttempts"],
  source: "https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-SIGNAL",
  examples: ["terminating connection due to administrator command"],
});

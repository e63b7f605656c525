// PgBouncer at its client limit
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-full",
  reason: "full",
  phrases: {
    PgBouncer: [
      "no more connections allowed",
      "client connections exceeded (max_{db|user}_client_connections)",
      "closing because: no more connections allowed",
      "client connection limit exceeded",
    ],
  },
  meaning:
    "PgBouncer has as many clients as max_client_conn (or max_db_client_connections, max_user_client_connections) allows.",
  todo: "Lower the sum of all pool.max that connect to this PgBouncer, or raise the limit in pgbouncer.ini, with the open-files limit (ulimit -n) above it, and RELOAD. SHOW CLIENTS on its console shows who holds them. Server connections are a separate limit.",
  settings: ["pooler.maxClientConn", "pool.max"],
  source: "https://www.pgbouncer.org/config.html#max_client_conn",
  examples: [
    "no more connections allowed (max_client_conn)",
    "client connections exceeded (max_user_client_connections)",
  ],
});

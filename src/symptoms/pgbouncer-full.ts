// a message of PgBouncer
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-full",
  library: "PgBouncer",
  reason: "full",
  patterns: [
    /no more connections allowed(?: \(max_client_conn\))?/i,
    /max_client_conn/i,
    /client connections? limit exceeded/i,
  ],
  meaning: "PgBouncer has as many clients as max_client_conn allows.",
  todo: "Raise max_client_conn, and the open-files limit with it, or lower the sum of all pool.max.",
  settings: ["pooler.maxClientConn", "pool.max"],
  source: "https://www.pgbouncer.org/config.html#max_client_conn",
  examples: ["no more connections allowed (max_client_conn)"],
});

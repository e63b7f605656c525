// a client that did not log in in time
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "login-timed-out",
  reason: "timeout",
  phrases: { PostgreSQL: ["canceling authentication due to timeout"] },
  meaning:
    "A client opened a connection and did not complete its login within authentication_timeout (60 s), so the server closed it.",
  todo: "Look at the client or pooler at the address in log_line_prefix: it hangs, waits for a password, or is a health check that only opens the port. A slow directory service (LDAP, RADIUS) or name server delays logins, too.",
  settings: ["pool.connectTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html#GUC-AUTHENTICATION-TIMEOUT",
  examples: ["FATAL:  canceling authentication due to timeout"],
});

// a client that did not log in to PgBouncer in time
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-login-timeout",
  reason: "timeout",
  phrases: {
    PgBouncer: [
      /(?:FATAL|ERROR|error|closing because): {0,4}client_login_timeout(?: \(server down\))?/,
      /^client_login_timeout(?: \(server down\))?$/m,
      "client_login_timeout (server down)",
    ],
    PgDog: ["client login timeout", "client_login_timeout of <n>ms expired"],
  },
  meaning:
    "A client did not complete its login within client_login_timeout. Often PgBouncer itself waits: it needs the server for auth_query or for the first connection of a pool, and the server does not answer.",
  todo: "See PgBouncer's log for server connections that fail ('connect failed', 'server login failed') and check that it reaches the server. If the server is fine, clients are too slow to log in: raise client_login_timeout.",
  settings: ["pool.connectTimeout"],
  source: "https://www.pgbouncer.org/config.html#client_login_timeout",
  examples: ["FATAL:  client_login_timeout (server down)", "closing because: client_login_timeout (age=60s)"],
});

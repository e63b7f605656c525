// a PgBouncer that cannot connect to its server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-server-down",
  reason: "refused",
  phrases: {
    PgBouncer: [
      "pgbouncer cannot connect to server",
      "server login has been failing",
      "closing because: {connect failed|login failed|cannot connect|server DNS lookup failed|connect timeout}",
      "server_login_retry)",
      "kill_pool_logins_server_error",
      /server login failed: (?:FATAL|ERROR) /,
      "server login failed",
      "failed to connect to the server",
    ],
  },
  meaning:
    "PgBouncer cannot connect or log in to the server behind it: the server is down, cannot be reached, or refuses PgBouncer's credentials. Clients get the last failure again until server_login_retry has passed.",
  todo: "See PgBouncer's log for the first failure. Check host and port of the entry in [databases], that the server is running, and the password in auth_file or in that entry. Connect from PgBouncer's machine with the same credentials: psql, or `poolcfg doctor`.",
  settings: ["connection.host", "connection.password"],
  source: "https://www.pgbouncer.org/config.html#server_login_retry",
  examples: [
    "FATAL:  server login has been failing, try again later (server_login_retry)",
    "LOG S-0x558fe002b4b0: shop/app@10.0.0.5:5432 closing because: connect failed (age=0s)",
    "server login has been failing, cached error: connect timeout (server_login_retry)",
  ],
});

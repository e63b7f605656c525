// GSSAPI, LDAP or RADIUS that refused a login
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "external-authentication-failed",
  reason: "authentication",
  phrases: {
    PostgreSQL: [
      "{GSSAPI|SSPI|LDAP|RADIUS|BSD|OAuth bearer} authentication failed for user <name>",
      "LDAP authentication failed",
    ],
    pgjdbc: ["GSS Authentication failed"],
    libpq: [
      "server does not support GSSAPI encryption, but it was required",
      "GSSAPI continuation error",
      "could not initiate GSSAPI security context",
    ],
  },
  meaning:
    "The server passes the login on to another service (Kerberos, LDAP or RADIUS), and that service refused it or could not be reached.",
  todo: "Check the credentials there (klist for Kerberos) and the server's log, which has the service's answer. If no such login is meant, set gssencmode=disable or change the method in pg_hba.conf.",
  settings: ["connection.user", "connection.password"],
  source: "https://www.postgresql.org/docs/18/auth-methods.html",
  examples: ['FATAL:  LDAP authentication failed for user "app"'],
});

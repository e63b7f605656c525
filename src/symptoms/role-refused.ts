// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "role-refused",
  library: "PostgreSQL",
  reason: "authentication",
  codes: ["28000"],
  patterns: [
    /no pg_hba\.conf entry for/i,
    /pg_hba\.conf rejects connection/i,
    /role "[^"]{1,200}" (?:does not exist|is not permitted to log in)/i,
    /(?:Ident|Peer|GSSAPI|LDAP|RADIUS|PAM) authentication failed/i,
    /permission denied for database/i,
  ],
  meaning:
    "The server does not let this role in: there is no such role, or pg_hba.conf has no line for it from this address, or it may not connect to the database.",
  todo: "Check the role, the database and the address against pg_hba.conf; with an allow-list at a hosted provider, add this address there.",
  settings: ["connection.user", "connection.database"],
  source: "https://www.postgresql.org/docs/18/client-authentication-problems.html",
  examples: [
    'role "app" does not exist',
    'no pg_hba.conf entry for host "10.0.0.7", user "app", database "shop", SSL encryption',
  ],
});

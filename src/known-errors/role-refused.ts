// a connection that pg_hba.conf does not allow
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "role-refused",
  reason: "authentication",
  codes: ["28000", "P1010"],
  phrases: {
    PostgreSQL: ["no pg_hba.conf entry for", "pg_hba.conf rejects {connection|replication connection}"],
    Odyssey: ["host based authentication rejected"],
    PgBouncer: ["login rejected", "unix socket login rejected"],
    Prisma: ["User <name> was denied access on the database <name>"],
    Neon: ["This IP address <name> is not allowed to connect to this endpoint"],
    Supavisor: ["address not in tenant allow_list"],
  },
  meaning:
    "The server does not accept a connection of this role from this address: no line of pg_hba.conf (or the provider's allow-list) matches it.",
  todo: "Compare the role, the database, the address and whether the connection uses TLS, all of which the message names, with pg_hba.conf (SELECT * FROM pg_hba_file_rules). Add a line and reload: SELECT pg_reload_conf(). At a hosted provider, add this address to the allow-list.",
  settings: ["connection.user", "connection.database", "connection.host"],
  source: "https://www.postgresql.org/docs/18/auth-pg-hba-conf.html",
  examples: [
    'no pg_hba.conf entry for host "10.0.0.7", user "app", database "shop", SSL encryption',
    'pg_hba.conf rejects connection for host "10.0.0.7", user "app", database "shop", SSL encryption',
  ],
});

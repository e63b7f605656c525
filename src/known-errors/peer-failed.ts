// peer or ident authentication
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "peer-failed",
  reason: "authentication",
  phrases: { PostgreSQL: ["{Peer|Ident} authentication failed for user <name>"] },
  meaning:
    "pg_hba.conf uses peer or ident for this connection: the operating system's user must have the same name as the role, and no password is asked for.",
  todo: "Connect over TCP (host=localhost), for which pg_hba.conf usually asks for a password, run the command as that user (sudo -u postgres psql), or change the method of that line to scram-sha-256 and reload.",
  settings: ["connection.host", "connection.user"],
  source: "https://www.postgresql.org/docs/18/auth-peer.html",
  examples: ['FATAL:  Peer authentication failed for user "app"'],
});

// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "tls-required",
  library: "PostgreSQL",
  reason: "tls",
  patterns: [
    /no pg_hba\.conf entry for [^,]{1,200}, user [^,]{1,200}, database [^,]{1,200}, (?:no encryption|SSL off)/i,
    /pg_hba\.conf rejects connection for [^,]{1,200}, user [^,]{1,200}, database [^,]{1,200}, (?:no encryption|SSL off)/i,
    /connection (?:is insecure|requires SSL)/i,
    /insecure connection: /i,
  ],
  meaning: "The server takes this role only over TLS, or not from this address, and the connection was not encrypted.",
  todo: 'Set connection.ssl.mode to "require" or stronger. If it is encrypted already in other programs, pg_hba.conf has no line for this address.',
  settings: ["connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/auth-pg-hba-conf.html",
  examples: ['no pg_hba.conf entry for host "10.0.0.7", user "app", database "shop", no encryption'],
});

// a server that accepts this connection only over TLS
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "tls-required",
  reason: "tls",
  phrases: {
    Neon: ["connection is insecure", "connection is insecure (try using `sslmode=require`)"],
    Heroku: ["connection requires SSL"],
    PostgreSQL: [
      /pg_hba\.conf rejects connection for [^,]{1,200}, user [^,]{1,200}, database [^,]{1,200}, (?:no encryption|SSL off)/,
    ],
    CockroachDB: ["node is running secure mode, SSL connection required", "server requires encryption"],
    Supavisor: ["SSL connection is required for user: <name>", "SSL connection is required"],
    PgBouncer: [/(?:FATAL: {1,4}|ERROR: {1,4}|error: |because: )SSL required/, "TLS connection required"],
    Odyssey: ["SSL is required"],
    PgDog: ["only TLS connections are allowed"],
    "RDS Proxy": ["This RDS Proxy requires TLS connections", "IAM is allowed only with SSL connections"],
    "R2DBC PostgreSQL": ["Server requires SSL handshake, but client was configured with SSL mode DISABLE"],
    libpq: ["channel binding required, but SSL not in use", "channel binding is required, but SSL is not in use"],
    pgjdbc: ["Channel Binding is required, but SSL is not in use"],
  },
  lesser: {
    PostgreSQL: [
      /no pg_hba\.conf entry for [^,]{1,200}, user [^,]{1,200}, database [^,]{1,200}, (?:no encryption|SSL off)/,
    ],
  },
  meaning: "The server accepts this connection only over TLS, and the connection was not encrypted.",
  todo: 'Set connection.ssl.mode to "require" or stronger (sslmode=require, ssl: true). channel_binding=require also needs TLS. If the connection already uses TLS, pg_hba.conf has no line for this address, role and database.',
  settings: ["connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/auth-pg-hba-conf.html",
  examples: [
    'no pg_hba.conf entry for host "10.0.0.7", user "app", database "shop", no encryption',
    "connection is insecure (try using `sslmode=require`)",
    "FATAL: node is running secure mode, SSL connection required",
    "channel binding required, but SSL not in use",
  ],
});

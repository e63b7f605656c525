// HikariCP's connections that were closed by others
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "hikaricp-validation-failed",
  reason: "dropped",
  phrases: {
    HikariCP: [
      "Failed to validate connection ... Possibly consider using a shorter maxLifetime value",
      /Failed to validate connection [^\n]{0,300}?(?:maxLifetime value|has been closed)/,
    ],
  },
  meaning:
    "Connections that were idle in HikariCP's pool had been closed by the server, a pooler or a firewall before HikariCP's maxLifetime. HikariCP replaced them.",
  todo: "Set maxLifetime some seconds below the shortest limit on the way (server idle_session_timeout, PgBouncer server_idle_timeout or client_idle_timeout, load balancer), and keepaliveTime (at least 30 s) below the idle limit.",
  settings: ["pool.maxLifetime", "pool.keepAlive", "pool.idleTimeout"],
  source: "https://github.com/brettwooldridge/HikariCP#frequently-used",
  examples: [
    "HikariPool-7 - Failed to validate connection org.postgresql.jdbc.PgConnection@5d20e46 (This connection has been closed.). Possibly consider using a shorter maxLifetime value.",
  ],
});

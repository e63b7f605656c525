// a server that has only reserved connection slots left
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "slots-reserved",
  reason: "full",
  sharedCodes: ["53300"],
  phrases: {
    PostgreSQL: ["remaining connection slots are reserved"],
  },
  meaning:
    "Only reserved connection slots are left: max_connections minus superuser_reserved_connections and reserved_connections is used up.",
  todo: "See who holds the others, as a superuser or a role with pg_use_reserved_connections: SELECT usename, application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3. Then lower pool.max or the number of instances, or put a pooler in between. The application itself should not use the reserved slots; raising max_connections needs a restart.",
  settings: ["pool.max", "deployment.instances", "server.maxConnections"],
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html#GUC-SUPERUSER-RESERVED-CONNECTIONS",
  examples: [
    "FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute",
    'remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role',
    "remaining connection slots are reserved for non-replication superuser, rds_reserved, and rds_superuser connections",
  ],
});

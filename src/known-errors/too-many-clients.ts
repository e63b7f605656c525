// a server whose connection slots are all in use
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "too-many-clients",
  reason: "full",
  codes: ["53300", "P2037"],
  phrases: {
    PostgreSQL: ["sorry, too many clients already", "number of requested standby connections exceeds max_wal_senders"],
    Prisma: ["Too many database connections opened"],
  },
  names: {
    Prisma: ["DriverAdapterError: TooManyConnections"],
    psycopg2: ["TooManyConnections"],
    asyncpg: ["TooManyConnectionsError"],
    Postgrex: ["too_many_connections"],
  },
  meaning: "The server has no free connection slot: max_connections (minus reserved slots) is used up.",
  todo: "See who holds them: SELECT usename, application_name, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC (as a superuser if ordinary roles are refused). Then lower pool.max or the number of instances, count deploys too, or put a pooler in between; raising max_connections (ALTER SYSTEM SET max_connections = N) needs a restart.",
  settings: ["pool.max", "deployment.instances", "server.maxConnections"],
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html#GUC-MAX-CONNECTIONS",
  examples: [
    "sorry, too many clients already",
    "FATAL:  sorry, too many clients already",
    "Too many database connections opened: FATAL: sorry, too many clients already",
  ],
});

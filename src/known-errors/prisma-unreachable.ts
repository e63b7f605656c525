// Prisma without a connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "prisma-unreachable",
  reason: "refused",
  generic: true,
  codes: ["P1001"],
  phrases: { Prisma: ["Can't reach database server at", "Can't reach database server"] },
  names: { Prisma: ["DriverAdapterError: DatabaseNotReachable"] },
  meaning:
    "Prisma could not connect to the server: the host name, the port or the network is wrong, or the server did not answer within connect_timeout (5 s). It does not say which.",
  todo: "Run `poolcfg doctor` with the same connection string: it reports which of them it is. For a database that is suspended when idle (Neon, Supabase, Aurora Serverless), raise connect_timeout to 30.",
  settings: ["connection.host", "connection.port", "pool.connectTimeout"],
  source: "https://www.prisma.io/docs/orm/reference/error-reference#p1001",
  examples: ["Can't reach database server at `db.example`:`5432`"],
});

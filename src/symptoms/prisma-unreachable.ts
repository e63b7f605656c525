// a message of Prisma
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "prisma-unreachable",
  library: "Prisma",
  reason: "refused",
  codes: ["P1001"],
  patterns: [/Can't reach database server at/i],
  meaning:
    "Prisma's engine could not connect: the name, the port, the network or the time (connect_timeout, 5 s) was wrong.",
  todo: "Run poolcfg doctor with the same connection string: it says which of them it is.",
  settings: ["connection.host", "connection.port", "pool.connectTimeout"],
  source: "https://www.prisma.io/docs/orm/reference/error-reference#p1001",
  examples: ["Can't reach database server at `db.example`:`5432`"],
});

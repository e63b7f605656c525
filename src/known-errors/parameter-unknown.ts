// a setting that the server does not have
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "parameter-unknown",
  reason: "config",
  phrases: {
    PostgreSQL: ["unrecognized configuration parameter <name>"],
  },
  meaning:
    "The connection sends the server a setting that it does not have. Usually it is a pool parameter of another library in the connection string, such as Prisma's connection_limit.",
  todo: "Remove it from the connection string and set it in the library's own options: most drivers pass parameters of the URL that they do not know to the server. If it is a real setting, this server's version is older than it (transaction_timeout needs PostgreSQL 17), or an extension's setting lacks its prefix.",
  settings: ["connection.url", "pool.max"],
  source: "https://www.prisma.io/docs/orm/overview/databases/postgresql#arguments",
  examples: ['PostgresError: unrecognized configuration parameter "connection_limit"'],
});

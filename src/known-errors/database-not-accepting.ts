// a database that accepts no connections
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "database-not-accepting",
  reason: "database",
  sharedCodes: ["55000"],
  phrases: {
    PostgreSQL: ["database <name> is not currently accepting connections", "cannot connect to invalid database <name>"],
  },
  meaning:
    "The database is marked as not accepting connections (ALLOW_CONNECTIONS false), as template0 is, or an interrupted DROP DATABASE left it invalid.",
  todo: "If that is not intended: ALTER DATABASE name ALLOW_CONNECTIONS true, from another database. An invalid database can only be dropped.",
  settings: ["connection.database"],
  source: "https://www.postgresql.org/docs/18/sql-alterdatabase.html",
  examples: ['FATAL:  database "shop" is not currently accepting connections'],
});

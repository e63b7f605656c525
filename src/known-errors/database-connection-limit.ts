// a database at its connection limit
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "database-connection-limit",
  reason: "full",
  sharedCodes: ["53300"],
  phrases: { PostgreSQL: ["too many connections for database <name>"] },
  meaning:
    "The database has as many connections as its own limit allows (CONNECTION LIMIT). The server may have slots left.",
  todo: "Lower pool.max times the number of instances below the limit, or raise it: ALTER DATABASE name CONNECTION LIMIT n (or ALTER DATABASE name WITH CONNECTION LIMIT n) takes effect at once; -1 is no limit. SELECT datconnlimit FROM pg_database WHERE datname = 'name' shows it.",
  settings: ["pool.max", "deployment.instances"],
  source: "https://www.postgresql.org/docs/18/sql-alterdatabase.html",
  examples: ['FATAL:  too many connections for database "shop"'],
});

// a table that is not on the search path
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "relation-missing",
  reason: "query",
  codes: ["42P01", "P2021"],
  phrases: {
    PostgreSQL: ["relation <name> does not exist", "schema <name> does not exist"],
    Prisma: ["The table <name> does not exist in the current database"],
  },
  meaning: "The database that is connected to has no such table on the search_path. The connection itself works.",
  todo: "Check that this is the right database and that migrations ran on it. Check the schema: SHOW search_path; behind a pooler in transaction mode a search_path that is set per session is lost, so set it with ALTER ROLE name SET search_path. Names written in capitals need quotes.",
  settings: ["connection.database", "connection.schema"],
  source: "https://www.postgresql.org/docs/18/ddl-schemas.html#DDL-SCHEMAS-PATH",
  examples: ['relation "orders" does not exist'],
});

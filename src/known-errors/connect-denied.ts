// a role without the CONNECT privilege
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connect-denied",
  reason: "authentication",
  sharedCodes: ["42501"],
  phrases: { PostgreSQL: ["permission denied for database <name>"] },
  meaning: "The role may log in but lacks the CONNECT privilege on this database.",
  todo: "As the database's owner: GRANT CONNECT ON DATABASE name TO role. If the statement was CREATE SCHEMA, the missing privilege is CREATE: GRANT CREATE ON DATABASE name TO role.",
  settings: ["connection.user", "connection.database"],
  source: "https://www.postgresql.org/docs/18/ddl-priv.html",
  examples: ['permission denied for database "shop"'],
});

// a role at its connection limit
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "role-connection-limit",
  reason: "full",
  sharedCodes: ["53300"],
  phrases: { PostgreSQL: ["too many connections for role <name>"] },
  meaning:
    "The role has as many connections as its own limit allows (CONNECTION LIMIT). The server may have slots left.",
  todo: "Lower pool.max times the number of instances below the limit, or raise it: ALTER ROLE name CONNECTION LIMIT n takes effect at once (-1 is no limit). SELECT rolconnlimit FROM pg_roles WHERE rolname = 'name' shows it.",
  settings: ["pool.max", "deployment.instances"],
  source: "https://www.postgresql.org/docs/18/sql-alterrole.html",
  examples: ['too many connections for role "app"'],
});

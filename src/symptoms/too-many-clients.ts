// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "too-many-clients",
  library: "PostgreSQL",
  reason: "full",
  codes: ["53300", "P2037"],
  patterns: [
    /sorry, too many clients already/i,
    /remaining connection slots are reserved/i,
    /too many connections for (?:role|database)/i,
    /Too many database connections opened/i,
  ],
  meaning:
    "The server has no free connection slot for this role: max_connections less the reserved slots, or a CONNECTION LIMIT, is used up.",
  todo: "See who holds them: SELECT application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2. Then lower pool.max or the number of instances, count deploys too, or put a pooler between. poolcfg doctor measures the limit that holds for the role.",
  settings: ["pool.max", "deployment.instances", "server.maxConnections"],
  source: "https://www.postgresql.org/docs/18/errcodes-appendix.html",
  examples: [
    "sorry, too many clients already",
    "FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute",
    'too many connections for role "app"',
  ],
});

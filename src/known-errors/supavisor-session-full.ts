// Supavisor in session mode with all connections taken
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "supavisor-session-full",
  reason: "full",
  codes: ["EMAXCONNSESSION"],
  phrases: {
    Supavisor: [
      "MaxClientsInSessionMode",
      "max clients reached{ - in Session mode| in session mode|}",
      "max clients are limited to pool_size",
    ],
  },
  meaning:
    "Supabase's pooler has as many clients in session mode as its pool_size: in session mode each client holds a connection for as long as it is connected.",
  todo: "Use transaction mode (port 6543) for short queries, without named prepared statements and session state. Or lower pool.max times instances below pool_size, which is set in the project's database settings.",
  settings: ["pool.max", "pooler.mode"],
  source: "https://supabase.com/docs/guides/troubleshooting/supavisor-and-connection-terminology-explained-9pr_ZO",
  examples: [
    "MaxClientsInSessionMode: max clients reached - in Session mode max clients are limited to pool_size",
    "(EMAXCONNSESSION) max clients reached in session mode - max clients are limited to pool_size: 15",
  ],
});

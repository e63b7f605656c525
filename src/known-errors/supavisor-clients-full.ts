// Supavisor at its client limit
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "supavisor-clients-full",
  reason: "full",
  codes: ["EMAXCONN", "EMAXPOOLSREACHED"],
  phrases: {
    Supavisor: ["max client connections reached", "max proxy connections reached", "max pools count reached"],
  },
  meaning:
    "Supabase's pooler has as many client connections as the project's plan allows (max_clients). The limit applies to transaction mode too.",
  todo: "Lower pool.max times the number of instances; serverless functions should use 1 each and close it when they end. The limit depends on the compute size (Database settings, Max client connections).",
  settings: ["pool.max", "deployment.instances"],
  source: "https://supabase.com/docs/guides/database/connection-management",
  examples: ["(EMAXCONN) max client connections reached, limit: 200", "Max client connections reached"],
});

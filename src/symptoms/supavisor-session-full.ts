// a message of Supavisor
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "supavisor-session-full",
  library: "Supavisor",
  reason: "full",
  patterns: [/MaxClientsInSessionMode/i, /max clients reached/i, /Max client connections reached/i],
  meaning: "Supabase's pooler has as many clients in session mode as its pool has connections.",
  todo: "Use the transaction-mode port (6543) for short queries, or lower the sum of all pool.max below the pool size.",
  settings: ["pool.max", "pooler.mode"],
  source: "https://supabase.com/docs/guides/troubleshooting/supavisor-and-connection-terminology-explained-9pr_ZO",
  examples: ["MaxClientsInSessionMode: max clients reached - in Session mode max clients are limited to pool_size"],
});

// Supavisor without a free server connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "supavisor-checkout-timeout",
  reason: "pool-timeout",
  codes: ["ECHECKOUTTIMEOUT", "ECHECKOUTRETRIES", "ECHECKOUTFAILED", "EPOOLCHECKOUT"],
  phrases: {
    Supavisor: [
      "unable to check out connection from the pool",
      "failed to check out a connection after multiple retries",
      "pool checkout failed: ",
      "checkout failed due to",
      "Unable to check out process from the pool due to checkout timeout",
    ],
  },
  meaning:
    "Supabase's pooler had no connection to the database free in time: all connections of its pool are in use, or the database does not answer.",
  todo: "Shorten queries and transactions and look for ones left open (SELECT state, count(*) FROM pg_stat_activity GROUP BY 1), then raise the pool size in the project's database settings, within the database's max_connections.",
  settings: ["pool.max", "pooler.poolSize"],
  source: "https://supabase.com/docs/guides/troubleshooting/supavisor-and-connection-terminology-explained-9pr_ZO",
  examples: ["FATAL: (ECHECKOUTTIMEOUT) unable to check out connection from the pool after 5000ms in Transaction mode"],
});

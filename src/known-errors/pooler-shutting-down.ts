// a pooler that is being stopped
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pooler-shutting-down",
  reason: "starting",
  phrases: {
    PgBouncer: ["pooler is shutting down", /(?:FATAL|ERROR|error|because): {0,4}server shutting down/],
    PgDog: ["PgDog is shutting down"],
    PgCat: ["Error::ShuttingDown", "ShuttingDown"],
    Odyssey: [
      "Odyssey is gracefully shutting down",
      "Odyssey instance is gracefully shutting down",
      "Odyssey instance is performing online restart",
      "Odyssey has dropped the connection",
      "Connection was killed by Odyssey configuration reloading",
    ],
    Supavisor: [
      "(EPOOLTERMINATING)",
      "pool terminating: ",
      "(EDBHANDLEREXITED)",
      "connection to database closed. Check logs for more information",
    ],
  },
  meaning: "The pooler is being stopped, restarted or reconfigured, and closes its connections.",
  todo: "Reconnect and retry what is safe to run twice. For restarts without interruption, use SHUTDOWN WAIT_FOR_CLIENTS and several pooler processes on one port (so_reuseport) for PgBouncer.",
  settings: ["retry.maxAttempts"],
  source: "https://www.pgbouncer.org/usage.html#process-controlling-commands",
  examples: ["FATAL: pooler is shutting down"],
});

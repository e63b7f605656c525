// Neon's proxy at a limit
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "neon-full",
  reason: "full",
  phrases: {
    Neon: [
      "Failed to acquire permit to connect to the database",
      "Too many database connection attempts are currently ongoing",
      "too many connections attempts",
      "Too many connections attempts",
      "Your account or project has exceeded the compute time quota",
      "exceeded the {compute time|data transfer|active time} quota",
      "You've exceeded the rate limit",
    ],
  },
  meaning:
    "Neon's proxy lets no further connection through for now: too many attempts are being made at once, or the project is over its quota.",
  todo: "Use the pooled host (-pooler), lower pool.max or the number of instances, and retry with a backoff; allow time for a compute that is starting (pool.acquireTimeout). A quota needs a larger plan or the next billing period.",
  settings: ["pool.max", "pool.acquireTimeout", "retry.interval"],
  source: "https://neon.com/docs/connect/connection-errors",
  examples: [
    "Failed to acquire permit to connect to the database. Too many database connection attempts are currently ongoing.",
  ],
});

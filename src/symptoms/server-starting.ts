// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "server-starting",
  library: "PostgreSQL",
  reason: "starting",
  codes: ["57P03"],
  patterns: [
    /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections|not accepting connections)/i,
  ],
  meaning: "The server is starting, shutting down or recovering, and takes no connections for now.",
  todo: "Try again in a moment; retry.maxAttempts and retry.interval say how long an application does. A standby that never gets over it has hot_standby off.",
  settings: ["retry.maxAttempts", "retry.interval"],
  source: "https://www.postgresql.org/docs/18/errcodes-appendix.html",
  examples: ["the database system is starting up", "FATAL: the database system is shutting down"],
});

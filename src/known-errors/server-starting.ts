// a server that is starting, stopping or recovering
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "server-starting",
  reason: "starting",
  codes: ["57P03"],
  phrases: {
    PostgreSQL: [
      "the database system is {starting up|shutting down|in recovery mode|not yet accepting connections|not accepting connections}",
      "Consistent recovery state has not been yet reached",
    ],
  },
  names: { asyncpg: ["CannotConnectNowError"], psycopg2: ["CannotConnectNow"], Postgrex: ["cannot_connect_now"] },
  meaning: "The server is starting, shutting down or recovering from a crash, and accepts no connections for now.",
  todo: "Try again in a moment: retry.maxAttempts and retry.interval set how long an application does, and a health check (pg_isready, depends_on: service_healthy) lets it wait. If it lasts, see the server's log; a standby that never accepts connections has hot_standby = off.",
  settings: ["retry.maxAttempts", "retry.interval"],
  source: "https://www.postgresql.org/docs/18/errcodes-appendix.html",
  examples: ["the database system is starting up", "FATAL: the database system is shutting down"],
});

// a connection that Bun's pool closed
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "bun-connection-ended",
  reason: "dropped",
  codes: ["ERR_POSTGRES_LIFETIME_TIMEOUT", "ERR_POSTGRES_IDLE_TIMEOUT"],
  phrases: {
    "Bun.sql": ["Max lifetime timeout reached", "Idle timeout reached", "ERR_POSTGRES_{LIFETIME|IDLE}_TIMEOUT"],
  },
  meaning:
    "Bun's pool closed a connection at its maxLifetime (or idleTimeout), in some versions while a query was running on it.",
  todo: "Retry the query if that is safe. Until your Bun version lets running queries finish first, set maxLifetime: 0 (and idleTimeout: 0) and let the server or pooler limit connections.",
  settings: ["pool.maxLifetime", "pool.idleTimeout"],
  source: "https://github.com/oven-sh/bun/issues/23215",
  examples: ["PostgresError: Max lifetime timeout reached after 5m code: ERR_POSTGRES_LIFETIME_TIMEOUT"],
});

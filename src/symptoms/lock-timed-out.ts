// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "lock-timed-out",
  library: "PostgreSQL",
  reason: "query",
  codes: ["55P03"],
  patterns: [/canceling statement due to lock timeout/i],
  meaning: "A statement waited for a lock for longer than lock_timeout.",
  todo: "See who holds it with pg_blocking_pids(); migrations and transactions left open are the usual ones.",
  settings: ["session.lockTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-LOCK-TIMEOUT",
  examples: ["canceling statement due to lock timeout"],
});

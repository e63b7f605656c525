// a session that idled too long
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "idle-session-ended",
  reason: "dropped",
  codes: ["57P05"],
  phrases: {
    PostgreSQL: ["terminating connection due to idle-session timeout"],
    Odyssey: ["Connection was dropped by Odyssey due to idle timeout"],
    PgBouncer: [/(?:FATAL|ERROR|error|because): {0,4}client_idle_timeout\b/],
    PgDog: ["client_idle_timeout of <n>"],
  },
  meaning:
    "The server closes sessions that are idle for longer than its idle_session_timeout (poolers: client_idle_timeout), and the pool kept this one for longer.",
  todo: "Set the pool's idle timeout below that limit, or turn the limit off for this role: ALTER ROLE name SET idle_session_timeout = 0. `poolcfg doctor` shows the limit and where it is set.",
  settings: ["pool.idleTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-IDLE-SESSION-TIMEOUT",
  examples: ["terminating connection due to idle-session timeout"],
});

// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "idle-session-ended",
  library: "PostgreSQL",
  reason: "dropped",
  codes: ["57P05"],
  patterns: [/terminating connection due to idle-session timeout/i],
  meaning:
    "The server closes sessions that idle for longer than its idle_session_timeout, and the pool kept this one for longer.",
  todo: "Set pool.idleTimeout below idle_session_timeout; poolcfg doctor shows it and where it is set.",
  settings: ["pool.idleTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-IDLE-SESSION-TIMEOUT",
  examples: ["terminating connection due to idle-session timeout"],
});

// a session that ended because another server process crashed
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "server-crashed",
  reason: "dropped",
  codes: ["57P02"],
  phrases: {
    PostgreSQL: [
      "terminating connection because of crash of another server process",
      "server process (PID <n>) was terminated by signal",
      "terminating connection due to immediate shutdown command",
      "all server processes terminated; reinitializing",
    ],
  },
  meaning:
    "A server process crashed or was killed, often by the out-of-memory killer, so the server ended all sessions and is recovering.",
  todo: "Look in the server's log for 'was terminated by signal': signal 9 is usually the out-of-memory killer (dmesg), so lower work_mem, shared_buffers or the number of connections; signal 11 is a bug in the server or an extension. Reconnect and retry what is safe to run twice.",
  settings: ["retry.maxAttempts", "pool.max"],
  source: "https://www.postgresql.org/docs/18/kernel-resources.html#LINUX-MEMORY-OVERCOMMIT",
  examples: [
    "WARNING:  terminating connection because of crash of another server process",
    "server process (PID 4711) was terminated by signal 9: Killed",
  ],
});

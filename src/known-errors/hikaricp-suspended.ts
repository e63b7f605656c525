// a HikariCP pool that was suspended
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "hikaricp-suspended",
  reason: "misuse",
  phrases: {
    HikariCP: [
      "The pool is currently suspended and configured to throw exceptions upon acquisition",
      "Interrupted during connection acquisition",
    ],
  },
  meaning:
    "A connection was requested while the pool was suspended (suspendPool()), or the thread that waited for one was interrupted.",
  todo: "Call resumePool() after a failover, or leave allowPoolSuspension off. An interrupt comes from a canceled task or a shutdown: no connection was lost.",
  settings: ["pool.acquireTimeout"],
  source: "https://github.com/brettwooldridge/HikariCP#infrequently-used",
  examples: [
    "The pool is currently suspended and configured to throw exceptions upon acquisition",
    "HikariPool-1 - Interrupted during connection acquisition",
  ],
});

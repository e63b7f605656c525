// a query on a standby that replication canceled
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "recovery-conflict",
  reason: "query",
  phrases: {
    PostgreSQL: [
      "canceling statement due to conflict with recovery",
      "terminating connection due to conflict with recovery",
    ],
  },
  meaning:
    "A query on a standby stood in the way of changes that arrived from the primary for longer than max_standby_streaming_delay, and was canceled.",
  todo: "Retry it, or let long queries run longer on this standby: max_standby_streaming_delay, or hot_standby_feedback = on (which lets bloat grow on the primary).",
  settings: ["retry.maxAttempts"],
  source: "https://www.postgresql.org/docs/18/hot-standby.html#HOT-STANDBY-CONFLICT",
  examples: ["ERROR:  canceling statement due to conflict with recovery"],
});

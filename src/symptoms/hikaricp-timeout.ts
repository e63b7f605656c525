// a message of HikariCP
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "hikaricp-timeout",
  library: "HikariCP",
  reason: "pool-timeout",
  patterns: [/Connection is not available, request timed out after \d{1,12} ?ms/i],
  meaning: "HikariCP had no connection free within connectionTimeout.",
  todo: "The numbers behind it tell: active=max means that all are in use, total=0 that none could be made. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.acquireTimeout", "pool.max", "observe.leakThreshold"],
  source: "https://github.com/brettwooldridge/HikariCP#frequently-used",
  examples: [
    "HikariPool-1 - Connection is not available, request timed out after 30001ms (total=10, active=10, idle=0, waiting=5)",
  ],
});

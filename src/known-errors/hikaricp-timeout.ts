// HikariCP without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "hikaricp-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    HikariCP: [
      /Connection is not available, request timed out after \d{1,12} ?ms(?: \(total=\d{1,9}, active=\d{1,9}, idle=\d{1,9}, waiting=\d{1,9}\))?/,
    ],
  },
  lesser: {
    Hibernate: [
      "Unable to acquire JDBC Connection",
      "Could not open JPA EntityManager for transaction",
      "Failed to obtain JDBC Connection",
      "Could not obtain connection to query metadata",
    ],
  },
  meaning:
    "HikariCP had no connection free within connectionTimeout (30 s). active = total means that all are in use, total=0 that none could be opened; a 'Caused by' says why the last attempt failed.",
  todo: `Set leakDetectionThreshold to find connections that are not closed; with Spring, open-in-view and REQUIRES_NEW hold more than one connection for each request. ${POOL_IN_USE} In HikariCP the size is maximumPoolSize (default 10).`,
  settings: ["pool.acquireTimeout", "pool.max", "observe.leakThreshold"],
  source: "https://github.com/brettwooldridge/HikariCP#frequently-used",
  examples: [
    "HikariPool-1 - Connection is not available, request timed out after 30001ms (total=10, active=10, idle=0, waiting=5)",
  ],
});

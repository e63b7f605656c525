// a full lock table
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "locks-exhausted",
  reason: "query",
  phrases: {
    PostgreSQL: [
      "out of shared memory",
      "You might need to increase {max_locks_per_transaction|max_pred_locks_per_transaction}",
    ],
  },
  meaning:
    "The server's shared lock table is full: it holds max_locks_per_transaction times (max_connections + max_prepared_transactions) locks.",
  todo: "Touch fewer tables, partitions or indexes in one transaction (pg_dump and migrations over many partitions are the usual cause), or raise max_locks_per_transaction: ALTER SYSTEM SET max_locks_per_transaction = 256, then restart.",
  settings: ["server.maxConnections"],
  source: "https://www.postgresql.org/docs/18/runtime-config-locks.html#GUC-MAX-LOCKS-PER-TRANSACTION",
  examples: ["FATAL:  out of shared memory HINT:  You might need to increase max_locks_per_transaction."],
});

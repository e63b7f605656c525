// a statement that waits for a lock
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "lock-wait",
  reason: "query",
  generic: true,
  phrases: { PostgreSQL: [/process \d{1,10} still waiting for \w{1,40} on /] },
  meaning: "A statement has waited for a lock for longer than deadlock_timeout. It still waits; nothing failed yet.",
  todo: "The DETAIL line names the process that holds the lock; pg_stat_activity shows what it does. A transaction left open or a migration is the usual one. lock_timeout limits the wait.",
  settings: ["session.lockTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-logging.html#GUC-LOG-LOCK-WAITS",
  examples: ["LOG:  process 4711 still waiting for ShareLock on transaction 812 after 1000.123 ms"],
});

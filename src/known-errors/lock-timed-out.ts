// a statement that waited too long for a lock
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "lock-timed-out",
  reason: "query",
  codes: ["55P03"],
  phrases: { PostgreSQL: ["canceling statement due to lock timeout"] },
  names: {
    asyncpg: ["LockNotAvailableError"],
    psycopg2: ["LockNotAvailable"],
    "Active Record": ["ActiveRecord::LockWaitTimeout"],
  },
  meaning: "A statement waited for a lock for longer than lock_timeout, and the server canceled it.",
  todo: "See who holds the lock: SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0. Migrations and transactions left open are the usual ones. Retry later, or set a longer lock_timeout for this transaction (SET LOCAL lock_timeout).",
  settings: ["session.lockTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-LOCK-TIMEOUT",
  examples: ["canceling statement due to lock timeout"],
});

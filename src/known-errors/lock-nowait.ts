// a lock that was not free at once
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "lock-nowait",
  reason: "query",
  sharedCodes: ["55P03"],
  phrases: {
    PostgreSQL: [
      "could not obtain lock on {row in relation|relation|materialized view|transaction} <name>",
      "could not obtain lock on relation",
    ],
  },
  meaning:
    "The statement used NOWAIT, and another transaction holds the lock. It did not wait, so lock_timeout is not involved.",
  todo: "Retry later, use SKIP LOCKED for a queue, or leave out NOWAIT to wait (up to lock_timeout). pg_blocking_pids() shows who holds the lock while a statement waits.",
  settings: ["session.lockTimeout"],
  source: "https://www.postgresql.org/docs/18/sql-select.html#SQL-FOR-UPDATE-SHARE",
  examples: ['could not obtain lock on row in relation "t"', 'could not obtain lock on relation "orders"'],
});

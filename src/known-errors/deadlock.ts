// transactions that wait for each other
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "deadlock",
  reason: "query",
  codes: ["40P01"],
  phrases: { PostgreSQL: ["deadlock detected"], Odyssey: ["cannot resolve write deadlock"] },
  names: {
    asyncpg: ["DeadlockDetectedError"],
    psycopg2: ["DeadlockDetected"],
    Postgrex: ["deadlock_detected"],
    "Active Record": ["ActiveRecord::Deadlocked"],
  },
  meaning: "Two or more transactions waited for each other's locks, and the server canceled one of them.",
  todo: "Retry the canceled transaction from its beginning. To prevent it, lock rows and tables in the same order everywhere (for example ORDER BY id … FOR UPDATE) and keep transactions short. The server's log names the statements.",
  settings: ["retry.maxAttempts"],
  source: "https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-DEADLOCKS",
  examples: ["error: deadlock detected"],
});

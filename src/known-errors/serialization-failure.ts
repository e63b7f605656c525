// a transaction that must be run again
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "serialization-failure",
  reason: "query",
  codes: ["40001", "P2034"],
  phrases: {
    PostgreSQL: ["could not serialize access due to", "could not serialize access"],
    CockroachDB: ["restart transaction: ", "TransactionRetryWithProtoRefreshError"],
    Prisma: ["Transaction failed due to a write conflict or a deadlock"],
    YugabyteDB: ["Restart read required", "Transaction aborted: kAborted"],
  },
  names: {
    Prisma: ["DriverAdapterError: TransactionWriteConflict"],
    asyncpg: ["SerializationError"],
    psycopg2: ["SerializationFailure"],
    "Active Record": ["ActiveRecord::SerializationFailure"],
  },
  meaning:
    "A transaction at isolation level repeatable read or serializable conflicted with another one and was rolled back.",
  todo: "Run the whole transaction again, from its first statement; this is expected at these isolation levels. Keep transactions short to make it rare.",
  settings: ["retry.maxAttempts"],
  source: "https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html",
  examples: ["could not serialize access due to concurrent update"],
});

// SQLAlchemy's pool with all connections in use
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "sqlalchemy-queue-limit",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    SQLAlchemy: [
      /QueuePool limit of size \d{1,9} overflow -?\d{1,9} reached(?:, connection timed out(?:, timeout \d{1,9}(?:\.\d{1,9})?)?)?/,
    ],
  },
  meaning:
    "All connections of SQLAlchemy's pool (pool_size + max_overflow) are checked out, and none was returned within pool_timeout (30 s).",
  todo: `Close every session: with Session() as session, or a FastAPI dependency that closes it in finally. ${POOL_IN_USE} Raise pool_size or max_overflow of create_engine last.`,
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://docs.sqlalchemy.org/en/20/errors.html#error-3o7r",
  examples: ["QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00"],
});

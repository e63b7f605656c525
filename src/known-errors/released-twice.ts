// a connection that was released twice
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "released-twice",
  reason: "misuse",
  phrases: {
    "node-postgres": ["Release called on client which has already been released to the pool"],
    "pg-promise": ["Querying against a released or lost connection", "Cannot execute a query on a disconnected client"],
    slonik: ["Cannot use released connection", "Client is not acquired"],
    TypeORM: [
      "Query runner already released. Cannot run queries anymore",
      "Database connection provided by a query runner was already released",
    ],
    asyncpg: [
      "connection has been released back to the pool",
      "the underlying connection has been released back to the pool",
      "is not a member of this pool",
      "Pool.release() received invalid connection",
    ],
    psycopg_pool: ["can't return connection to pool <name>, it doesn't come from any pool"],
    psycopg2: ["trying to put unkeyed connection"],
    "database/sql": ["sql: connection is already closed", "sql: duplicate driverConn close"],
    SQLAlchemy: ["connection is not checked out", "connection is already checked out"],
  },
  meaning: "A connection was released to the pool twice, or used after it had been released.",
  todo: "Release it exactly once: one release() in one finally, not also in catch or in a callback. Do not keep a reference to it after that; a query that is run on the pool itself needs no release.",
  settings: ["pool.max"],
  source: "https://node-postgres.com/apis/pool#releasing-clients",
  examples: [
    "Release called on client which has already been released to the pool.",
    "sql: connection is already closed",
    "cannot call Connection.fetch(): connection has been released back to the pool",
  ],
});

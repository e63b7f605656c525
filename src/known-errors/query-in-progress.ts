// two queries at once on one connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "query-in-progress",
  reason: "misuse",
  phrases: {
    MikroORM: ["Using global EntityManager instance methods for context specific actions is disallowed"],
    asyncpg: [
      "cannot perform operation: another operation {is in progress|is cancelling}",
      "another operation (<name>) is in progress",
    ],
    pgx: ["conn busy"],
    "lib/pq": [
      "there is already a query being processed on this connection",
      "two queries running at the same time",
      "pq: unexpected Parse response <name>",
      "pq: unexpected Bind response <name>",
    ],
    Npgsql: ["A command is already in progress", "An open data reader exists for this command", "Connection is busy"],
    "Entity Framework": [
      "A second operation was started on this context instance before a previous operation completed",
    ],
    SQLAlchemy: [
      "This session is provisioning a new connection; concurrent operations are not permitted",
      "concurrent operations are not permitted",
    ],
    psycopg: ["another command is already in progress", "sending query failed: another command is already in progress"],
    "node-postgres": ["when the client is already executing a query is deprecated"],
    slonik: ["Client has an active query", "Cannot run a query using parent transaction"],
    pgjdbc: ["Connection is busy with another transaction"],
    "R2DBC PostgreSQL": ["Cannot exchange messages because the request queue limit is exceeded"],
    Postgrex: ["connection is locked copying to or from the database"],
    "postgres.js": ["COPY_IN_PROGRESS"],
  },
  names: { SQLAlchemy: ["IllegalStateChangeError"] },
  meaning: "Two queries were started at once on the same connection, which runs one query at a time.",
  todo: "Use one connection for each task or request: take it from the pool where it is used and do not share a session, DbContext or client between tasks (asyncio.gather, Promise.all, goroutines). Within one connection, await the first result and close its rows or reader before the next query.",
  settings: ["pool.max"],
  source: "https://www.postgresql.org/docs/18/protocol-flow.html",
  examples: [
    "cannot perform operation: another operation is in progress",
    "conn busy",
    "Npgsql.NpgsqlOperationInProgressException: A command is already in progress: SELECT 1",
    "pq: there is already a query being processed on this connection",
  ],
});

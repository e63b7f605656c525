// a connection that was not given back in time
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connection-leak",
  reason: "misuse",
  phrases: {
    HikariCP: ["Connection leak detection triggered for", "Apparent connection leak detected"],
    pgjdbc: ["Leak detected: Connection.close() was not called", "Finalizing a Connection that was never closed"],
    Agroal: [
      "JDBC resources leaked",
      "Acquisition of multiple connections by the same Thread",
      "Leaked connection <name> acquired at",
      "Connection acquired without transaction",
    ],
    SQLAlchemy: [
      "The garbage collector is trying to clean up non-checked-in connection",
      "garbage collector is trying to clean up",
    ],
    psycopg: [
      "was deleted while still open. Please use 'with' or '.close()'",
      "connection <name> was deleted while still open",
    ],
    "Active Record": ["connection leased to a thread that is no longer alive"],
    asyncpg: [
      "is taking over 60 seconds to complete. Check if you have any unreleased connections left",
      "unreleased connections left",
    ],
  },
  meaning:
    "A connection was checked out for longer than the leak threshold, or never released. It may only be slow: the stack trace shows where it was checked out.",
  todo: "Close or release it in every case: try-with-resources (Java), with/async with (Python), finally { client.release() } (Node.js), defer rows.Close() (Go). Do not keep it while waiting for another service. If long work is intended, raise the threshold.",
  settings: ["observe.leakThreshold", "pool.max"],
  source: "https://github.com/brettwooldridge/HikariCP#frequently-used",
  examples: [
    "WARN Connection leak detection triggered for org.postgresql.jdbc.PgConnection@1f on thread http-nio-8080-exec-1, stack trace follows",
    "The garbage collector is trying to clean up non-checked-in connection <AdaptedConnection>",
  ],
});

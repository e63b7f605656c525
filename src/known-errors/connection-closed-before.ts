// a connection that had been closed before it was used
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connection-closed-before",
  reason: "misuse",
  generic: true,
  codes: ["08003"],
  phrases: {
    "database/sql": ["sql: Rows are closed", "sql: statement is closed"],
    psycopg: [/Error: the (?:connection|cursor) is closed/],
    psycopg2: ["connection already closed", "cursor already closed"],
    asyncpg: [
      "cannot perform operation: connection is closed",
      /InterfaceError['">]{0,3}: (?:cannot call [^\n]{0,80}: )?(?:the underlying )?connection is closed/,
    ],
    pgx: [/(?:^|[:=] ?"?)conn closed(?!\w)/m],
    pgjdbc: [
      "This connection has been closed",
      "This statement has been closed",
      "This ResultSet is closed",
      "This PooledConnection has already been closed",
    ],
    HikariCP: [/SQLException: Connection is closed/],
    "R2DBC PostgreSQL": [/Exception: [^\n]{0,60}[Cc]onnection is closed/],
    Npgsql: ["Connection is not open"],
    SQLAlchemy: ["This Connection is closed", "This connection is closed", "This transaction is closed"],
    pg8000: ["InterfaceError: connection is closed"],
    Rust: [/(?:error communicating with the server|tokio_postgres|postgres::)[^\n]{0,80}: connection closed/],
    DBConnection: ["connection is closed (DBConnection"],
    "Active Record": ["PG::ConnectionBad: PQsocket() can't get socket descriptor"],
    Django: ["InterfaceError: connection already closed"],
  },
  names: { SQLAlchemy: ["ResourceClosedError"] },
  meaning:
    "A connection was used after it had been closed: by this program, or by the server or the network while it was idle.",
  todo: "If the program closes it itself, use it only inside its with, using or try block. Otherwise it was dropped while idle: let the pool test connections before use (pool_pre_ping, check=, CONN_HEALTH_CHECKS, validation) and retire them earlier (maximum lifetime, idle timeout).",
  settings: ["pool.maxLifetime", "pool.idleTimeout"],
  source: "https://www.psycopg.org/psycopg3/docs/api/connections.html",
  examples: [
    "psycopg.OperationalError: the connection is closed",
    "psycopg2.InterfaceError: connection already closed",
    "This connection has been closed.",
    "conn closed",
  ],
});

// a statement that was canceled on request
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "query-canceled",
  reason: "query",
  codes: ["57014"],
  phrases: {
    PostgreSQL: ["canceling statement due to user request"],
    slonik: ["Statement has been cancelled"],
    "Bun.sql": ["ERR_POSTGRES_QUERY_CANCELLED"],
    Npgsql: ["The operation was canceled ... Npgsql"],
  },
  names: {
    slonik: ["StatementCancelledError"],
    asyncpg: ["QueryCanceledError"],
    psycopg2: ["QueryCanceled"],
    "Active Record": ["ActiveRecord::QueryCanceled"],
  },
  meaning:
    "The statement was canceled on request: by pg_cancel_backend(), by Ctrl+C, or by the client's own time limit or cancel call.",
  todo: "Look for a time limit in the driver: context deadline (Go), setQueryTimeout (JDBC), command_timeout (asyncpg), Command Timeout (Npgsql), AbortSignal or query_timeout (Node.js). If none expired, see who calls pg_cancel_backend(). A limit of the server's says 'due to statement timeout' instead.",
  settings: ["session.statementTimeout"],
  source: "https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-SIGNAL",
  examples: ["canceling statement due to user request"],
});

// a statement that cannot run in a transaction
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "not-in-transaction",
  reason: "query",
  codes: ["25001"],
  phrases: {
    PostgreSQL: ["cannot run inside a transaction block", "cannot be executed from a function or multi-command string"],
    psycopg2: ["cannot be used inside a transaction"],
    psycopg: [/can['"]t change ["']?\w{1,40}["']? now: connection in transaction status/],
  },
  meaning:
    "The statement, such as VACUUM, CREATE DATABASE or CREATE INDEX CONCURRENTLY, or the change of a session setting cannot be done inside a transaction, and the library or migration tool opened one.",
  todo: "Run it on its own with autocommit: conn.autocommit = True before the first statement (psycopg), atomic = False (Django migration), disable_ddl_transaction! (Rails), @disable_ddl_transaction true and @disable_migration_lock true (Ecto), -- +goose NO TRANSACTION. In a pooler's transaction mode a single statement is fine.",
  settings: ["session.statementTimeout"],
  source: "https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
  examples: [
    "ERROR:  CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
    "psycopg.ProgrammingError: can't change 'autocommit' now: connection in transaction status INTRANS",
  ],
});

// a transaction inside a transaction on one connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "transaction-nested",
  reason: "misuse",
  phrases: {
    asyncpg: ["cannot use Connection.transaction() in a manually started transaction"],
    psycopg: ["Explicit {commit|rollback}() forbidden within a Transaction context"],
    "poolcfg/runtime": ["left a transaction open. It was rolled back"],
    "lib/pq": ["unexpected transaction status"],
    PostgreSQL: ["there is already a transaction in progress"],
    TypeORM: ["Transaction already started for the given connection"],
    Npgsql: ["A transaction is already in progress; nested/concurrent transactions aren't supported"],
    SQLAlchemy: ["A transaction is already begun on this Session"],
    slonik: ["Cannot use the same connection to start a new transaction before completing the last transaction"],
    Diesel: ["Cannot perform this operation while a transaction is open", "The transaction manager is broken"],
    "postgres.js": ["UNSAFE_TRANSACTION", "Only use sql.begin, sql.reserved or max: 1"],
    Django: ["Cannot open a new connection in an atomic block"],
    Kysely: ["calling the transaction method for a Transaction is not supported"],
  },
  meaning:
    "A transaction was begun on a connection that is already in one, or BEGIN was sent through a pool, where the next statement may use another connection.",
  todo: "Use the library's transaction function and its object for every statement inside (sql.begin in postgres.js, a checked-out client in node-postgres), and savepoints for nesting. A transaction that is left open goes back to the pool with the connection: end it in finally.",
  settings: ["pool.max"],
  source: "https://node-postgres.com/features/transactions",
  examples: [
    "WARNING:  there is already a transaction in progress",
    "UNSAFE_TRANSACTION: Only use sql.begin, sql.reserved or max: 1",
  ],
});

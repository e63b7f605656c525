// a transaction that was used after its end
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "transaction-finished",
  reason: "misuse",
  generic: true,
  phrases: {
    MikroORM: ["An open transaction is required for this operation"],
    "database/sql": ["sql: transaction has already been committed or rolled back"],
    pgx: ["rows is closed", "tx is closed"],
    knex: ["Transaction query already complete", "Transaction query already completed"],
    Sequelize: [
      /(?:commit|rollback) has been called on this transaction\([^)]{0,100}\), you can no longer use it/,
      "Transaction cannot be {committed|rolled back} because it has been finished with state",
    ],
    TypeORM: ["Transaction is not started yet, start transaction before committing or rolling it back"],
    Kysely: ["Transaction is already {committed|rolled back}"],
    Prisma: [
      "Transaction already closed: A <name> cannot be executed on a {committed transaction|transaction that was rolled back}",
    ],
    Npgsql: ["This NpgsqlTransaction has completed; it is no longer usable", "Transaction is already completed"],
    SQLAlchemy: ["This transaction is inactive", "Can't operate on closed transaction inside context manager"],
    "Vert.x": ["Transaction already completed"],
    PostgreSQL: ["there is no transaction in progress"],
  },
  meaning:
    "A statement was run on a transaction that had been committed or rolled back before, often because it was not awaited.",
  todo: "Await every query before the transaction ends, and return its promise from the callback. In Go, a context that is canceled rolls the transaction back at once. Use the transaction's own object only inside it.",
  settings: ["session.transactionTimeout"],
  source: "https://pkg.go.dev/database/sql#ErrTxDone",
  examples: [
    "sql: transaction has already been committed or rolled back",
    "tx is closed",
    "Transaction query already complete, run with DEBUG=knex:tx for more info",
  ],
});

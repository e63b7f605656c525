// a statement after an error in the same transaction
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "transaction-aborted",
  reason: "query",
  generic: true,
  codes: ["25P02"],
  phrases: {
    PostgreSQL: ["current transaction is aborted, commands ignored until end of transaction block"],
    "lib/pq": ["Could not complete operation in a failed transaction"],
    SQLAlchemy: [
      "Can't reconnect until invalid {savepoint |}transaction is rolled back",
      "This Session's transaction has been rolled back",
    ],
    pgx: ["commit unexpectedly resulted in rollback"],
    Django: [
      "An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block",
    ],
    Npgsql: ["This NpgsqlTransaction has completed"],
  },
  names: { Django: ["TransactionManagementError"], SQLAlchemy: ["InFailedSqlTransaction"] },
  meaning:
    "An earlier statement of this transaction failed, or its connection was lost. Until the transaction is rolled back, every further statement is refused.",
  todo: "The cause is the first error before this one. Run ROLLBACK (session.rollback() in SQLAlchemy) when a statement fails, or use a savepoint, and begin again. Behind a pool this also shows that a connection went back without a ROLLBACK.",
  settings: ["session.idleInTransactionTimeout"],
  source: "https://www.postgresql.org/docs/18/errcodes-appendix.html",
  examples: [
    "current transaction is aborted, commands ignored until end of transaction block",
    "Can't reconnect until invalid transaction is rolled back.",
  ],
});

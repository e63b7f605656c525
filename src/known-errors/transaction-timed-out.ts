// a transaction that took too long
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "transaction-timed-out",
  reason: "dropped",
  codes: ["25P04"],
  phrases: {
    PostgreSQL: ["terminating connection due to transaction timeout"],
    PgBouncer: ["closing because: transaction timeout", "FATAL: transaction timeout"],
  },
  meaning: "A transaction took longer than transaction_timeout in total, and the server closed the session.",
  todo: "Split the work into shorter transactions and keep calls to other services out of them. For a transaction that is meant to be long, set transaction_timeout for its session or role (SET transaction_timeout = '…' before BEGIN).",
  settings: ["session.transactionTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-TRANSACTION-TIMEOUT",
  examples: ["terminating connection due to transaction timeout"],
});

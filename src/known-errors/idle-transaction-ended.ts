// a transaction that idled too long
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "idle-transaction-ended",
  reason: "dropped",
  codes: ["25P03"],
  phrases: {
    PostgreSQL: ["terminating connection due to idle-in-transaction timeout"],
    slonik: ["Connection terminated due to idle-in-transaction timeout"],
    PgBouncer: [/(?:FATAL|ERROR|error|because): {0,4}idle[ _]transaction[ _]timeout/],

    Odyssey: ["Connection was dropped by Odyssey due to idle in transaction timeout"],
  },
  names: { slonik: ["IdleTransactionTimeoutError"] },
  meaning:
    "A transaction was left open without a statement for longer than idle_in_transaction_session_timeout, and the server closed the session.",
  todo: "Find the code that begins a transaction and then waits for something else, such as an HTTP call, or returns without COMMIT or ROLLBACK. Raise the limit only after that: ALTER ROLE name SET idle_in_transaction_session_timeout = '…'.",
  settings: ["session.idleInTransactionTimeout", "observe.leakThreshold"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT",
  examples: [
    "Connection terminated due to idle-in-transaction timeout.",
    "terminating connection due to idle-in-transaction timeout",
  ],
});

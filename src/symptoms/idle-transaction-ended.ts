// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "idle-transaction-ended",
  library: "PostgreSQL, slonik",
  reason: "dropped",
  codes: ["25P03"],
  patterns: [
    /Connection terminated due to idle-in-transaction timeout/i,
    /terminating connection due to idle-in-transaction timeout/i,
  ],
  meaning: "A transaction was left open without a statement for longer than idle_in_transaction_session_timeout.",
  todo: "Find the code that begins a transaction and then waits for something else, or returns without COMMIT or ROLLBACK. The limit does its work: do not raise it first.",
  settings: ["session.idleInTransactionTimeout", "observe.leakThreshold"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT",
  examples: [
    "Connection terminated due to idle-in-transaction timeout.",
    "terminating connection due to idle-in-transaction timeout",
  ],
});

import { POOL_AND_SESSION } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "no-idle-in-transaction-timeout",
  severity: "info",
  area: "network",
  since: "0.1.0",
  summary: "Nothing ends a transaction that its client left open",
  why: "A forgotten transaction keeps its connection and its locks, and prevents vacuum, until the process ends.",
  fix: 'Set `session.idleInTransactionTimeout`, or "off" where the role or the server has one.',
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html",
  reads: ["session.idleInTransactionTimeout", "session.transactionTimeout", "pool.max"],
  check({ "session.idleInTransactionTimeout": idle, "session.transactionTimeout": whole }, { isSet }) {
    if (idle !== undefined || typeof whole === "number" || !POOL_AND_SESSION.some(isSet)) return;
    return {
      at: "session.idleInTransactionTimeout",
      message:
        "session.idleInTransactionTimeout is not set: a forgotten transaction keeps its connection and its locks",
      help: 'Set it, such as "1m"; or "off" for no limit.',
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmax = 5\n" }],
    valid: [
      { toml: '[pool]\nmax = 5\n[session]\nidle_in_transaction_timeout = "1m"\n' },
      { toml: '[pool]\nmax = 5\n[session]\ntransaction_timeout = "5m"\n' },
      { env: {} },
    ],
  },
});

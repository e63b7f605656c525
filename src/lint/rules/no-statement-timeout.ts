import { POOL_AND_SESSION } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "no-statement-timeout",
  severity: "info",
  area: "network",
  since: "0.1.0",
  summary: "Nothing ends a statement that runs too long",
  why: "A slow query can hold its connection indefinitely; a few of them block the whole pool.",
  fix: 'Set `session.statementTimeout`, or "off" where the role or the server has one.',
  source: "https://github.com/bytebase/dbhub/issues/415",
  reads: ["session.statementTimeout", "session.queryTimeout", "pool.max"],
  check({ "session.statementTimeout": statement, "session.queryTimeout": query }, { isSet }) {
    // where only the client gives up, query-timeout-alone says more
    if (statement !== undefined || typeof query === "number" || !POOL_AND_SESSION.some(isSet)) return;
    return {
      at: "session.statementTimeout",
      message: "session.statementTimeout is not set: a slow query can hold its connection indefinitely",
      help: 'Set it, such as "30s"; or "off" for no limit.',
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmax = 5\n" }],
    valid: [
      { toml: '[pool]\nmax = 5\n[session]\nstatement_timeout = "30s"\n' },
      { toml: '[pool]\nmax = 5\n[session]\nstatement_timeout = "off"\n' },
      { env: {} },
    ],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "option-newer-than-server",
  severity: "error",
  area: "server",
  since: "0.1.0",
  summary: "The live server is too old for a setting that is sent to it",
  why: 'The server refuses every connection that brings it: "unrecognized configuration parameter".',
  fix: "Leave the setting out, or use PostgreSQL 17 or later.",
  source: "https://www.postgresql.org/docs/release/17.0/",
  scope: "server",
  reads: ["session.transactionTimeout"],
  check({ "session.transactionTimeout": limit }, { measured: { version } }) {
    if (limit === undefined || limit === null || !version || version.number >= 170_000) return;
    return {
      at: "session.transactionTimeout",
      message: `session.transactionTimeout is set, and the server is PostgreSQL ${version.text}, which has none`,
      help: "Leave it out, or use PostgreSQL 17 or later.",
    };
  },
  examples: {
    invalid: [
      { toml: '[session]\ntransaction_timeout = "1m"\n', measured: { version: { text: "16.4", number: 160_004 } } },
    ],
    valid: [
      { toml: '[session]\ntransaction_timeout = "1m"\n', measured: { version: { text: "18.1", number: 180_001 } } },
      { toml: "[pool]\nmax = 3\n", measured: { version: { text: "16.4", number: 160_004 } } },
    ],
  },
});

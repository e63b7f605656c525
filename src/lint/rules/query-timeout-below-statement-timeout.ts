import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "query-timeout-below-statement-timeout",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "The client gives up on a query before the server cancels it",
  why: "After the client's timeout, the server continues the query until its own timeout, and the connection stays busy with a result that is dropped.",
  fix: "Set `session.statementTimeout` a little below `session.queryTimeout`.",
  source: "https://node-postgres.com/apis/client",
  reads: ["session.queryTimeout", "session.statementTimeout"],
  check({ "session.queryTimeout": query, "session.statementTimeout": statement }, { isSet }) {
    if (typeof query !== "number" || typeof statement !== "number" || query >= statement) return;
    const both = isSet("session.queryTimeout") && isSet("session.statementTimeout");
    return {
      at: "session.queryTimeout",
      message: `session.queryTimeout is ${formatDuration(query)}, below session.statementTimeout, which is ${formatDuration(statement)}: the server works on the query for up to ${formatDuration(statement - query)} more`,
      legal: `${formatDuration(statement)} or more`,
      help: `Set session.statementTimeout below ${formatDuration(query)}, or raise session.queryTimeout above ${formatDuration(statement)}.`,
      related: ["session.statementTimeout"],
      ...(!both && { severity: "info" as const }),
    };
  },
  examples: {
    invalid: [
      { toml: '[session]\nquery_timeout = "10s"\nstatement_timeout = "1m"\n' },
      { toml: '[session]\nquery_timeout = "900ms"\nstatement_timeout = "1s"\n' },
    ],
    valid: [
      { toml: '[session]\nquery_timeout = "30s"\nstatement_timeout = "30s"\n' },
      { toml: '[session]\nquery_timeout = "30s"\nstatement_timeout = "25s"\n' },
      { toml: '[session]\nstatement_timeout = "25s"\n' },
    ],
  },
});

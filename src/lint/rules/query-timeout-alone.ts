import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "query-timeout-alone",
  severity: "info",
  area: "network",
  since: "0.1.0",
  summary: "The client gives up on a query, and the server goes on with it",
  why: "The connection and the server stay busy with a query whose result is dropped.",
  fix: "Set `session.statementTimeout` a little below `session.queryTimeout`.",
  source: "https://github.com/brianc/node-postgres/issues/3399",
  reads: ["session.queryTimeout", "session.statementTimeout"],
  check({ "session.queryTimeout": query, "session.statementTimeout": statement }) {
    if (typeof query !== "number" || typeof statement === "number") return;
    return {
      at: "session.queryTimeout",
      message: `session.queryTimeout is ${formatDuration(query)}, and the server goes on with the query after it`,
      help: `Set session.statementTimeout to ${formatDuration(query)} or less.`,
      related: ["session.statementTimeout"],
    };
  },
  examples: {
    invalid: [{ toml: '[session]\nquery_timeout = "30s"\n' }],
    valid: [{ toml: '[session]\nquery_timeout = "30s"\nstatement_timeout = "25s"\n' }, { toml: "[pool]\nmax = 5\n" }],
  },
});

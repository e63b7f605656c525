import { defineRule } from "../define.ts";
import { SERVER } from "../server.ts";

export default defineRule({
  id: "server-query-unanswered",
  severity: "warning",
  area: "server",
  since: "0.2.0",
  summary: "The live server did not answer a query of doctor",
  why: "What depends on the answer was not checked, so a report without other findings does not mean that all is well.",
  fix: "Read the reason: grant the role the privilege that is missing, raise `--timeout`, or run doctor again.",
  source: "https://www.postgresql.org/docs/18/predefined-roles.html",
  scope: "server",
  check(_values, { measured: { unanswered = {} } }) {
    const byReason = new Map<string, string[]>();
    for (const [name, reason] of Object.entries(unanswered))
      byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
    return [...byReason].map(([reason, names]) => {
      const about = names.map((name) => `${name} (${ABOUT[name] ?? "of the server"})`).join(", ");
      const one = names.length === 1;
      return {
        at: SERVER,
        message: `The ${one ? "query" : "queries"} for ${about} ${one ? "was" : "were"} not answered: ${reason}`,
        help: `What depends on ${one ? "it" : "them"} was not checked.`,
        missing: `the ${one ? "query" : "queries"} for ${names.join(", ")}`,
      };
    });
  },
  examples: {
    invalid: [
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { unanswered: { usage: "permission denied for view pg_stat_activity" } },
      },
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { unanswered: { usage: "not asked", clock: "not asked" } },
      },
    ],
    valid: [{ toml: '[connection]\nhost = "db"\n', measured: { usage: {}, unanswered: {} } }],
  },
});

/** What each query is about. */
const ABOUT: Readonly<Record<string, string>> = {
  version: "the version of the server",
  slots: "max_connections and what is reserved of it",
  role: "the role and its connection limits",
  usage: "the connections in use, and by whom",
  blocking: "the sessions that wait for locks",
  transactions: "the open transactions",
  limits: "other connection limits that are nearly reached",
  recovery: "whether the server is a standby",
  timeouts: "the timeouts of the session",
  process: "whether there is a pooler",
  clock: "the round trip and the server's clock",
};

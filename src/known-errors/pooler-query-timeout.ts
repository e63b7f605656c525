// a query that a pooler ended
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pooler-query-timeout",
  reason: "query",
  phrases: {
    PgBouncer: [/(?:FATAL|ERROR|error|closing because): {0,4}query[_ ]timeout\b(?! ?[=:])/, /^query[_ ]timeout$/m],
    PgCat: ["pool statement timeout", "Statement timeout while talking to"],
  },
  meaning:
    "A query ran for longer than the pooler's own limit (query_timeout), and the pooler closed both connections. PgBouncer counts the wait for a server connection, too.",
  todo: "Use statement_timeout for slow queries, which keeps the connection, and set the pooler's query_timeout somewhat above it. Its default is off.",
  settings: ["session.statementTimeout"],
  source: "https://www.pgbouncer.org/config.html#query_timeout",
  examples: ["FATAL:  query_timeout", "closing because: query timeout (age=31s)"],
});

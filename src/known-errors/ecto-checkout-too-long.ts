// a query that took longer than Ecto's timeout
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "ecto-checkout-too-long",
  reason: "query",
  phrases: {
    DBConnection: [
      "timed out because it queued and checked out the connection for longer than <n>ms",
      "timed out because it checked out the connection for longer than <n>ms",
      "timed out because it owned the connection for longer than <n>ms",
      "the connection was closed by the pool, possibly due to a timeout",
      "connection is closed because of an error, disconnect or timeout",
    ],
  },
  meaning:
    "A query, with its wait in the queue, took longer than :timeout (15 s), and the pool closed the connection: the query was slow, or waited for a lock.",
  todo: "Find the slow query. If it is meant to take long, pass timeout: to that call (Repo.all(query, timeout: 60_000)); in tests raise ownership_timeout. Set statement_timeout below it, so that the server stops the query too.",
  settings: ["session.statementTimeout", "pool.acquireTimeout"],
  source: "https://hexdocs.pm/db_connection/DBConnection.html#execute/4",
  examples: ["client #PID<0.512.0> timed out because it queued and checked out the connection for longer than 15000ms"],
});

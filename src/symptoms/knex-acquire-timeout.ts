// a message of knex
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "knex-acquire-timeout",
  library: "knex",
  reason: "pool-timeout",
  patterns: [/Knex: Timeout acquiring a connection/i, /KnexTimeoutError/i],
  meaning: "knex got no connection within the shorter of acquireConnectionTimeout and pool.acquireTimeoutMillis.",
  todo: "A transaction that is neither committed nor rolled back, or a query inside a transaction that goes to the pool (.transacting(trx) left out), holds connections. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://knexjs.org/guide/#acquireconnectiontimeout",
  examples: [
    "Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?",
  ],
});

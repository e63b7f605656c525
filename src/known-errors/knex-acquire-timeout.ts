// knex without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "knex-acquire-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    knex: ["Knex: Timeout acquiring a connection", "KnexTimeoutError: operation timed out"],
  },
  meaning:
    "knex got no connection from its pool within the shorter of acquireConnectionTimeout (60 s by default) and pool.acquireTimeoutMillis. At the start of a process it often means that no connection could be opened at all.",
  todo: `Check first that the server can be reached: connect once without the pool (psql, or \`poolcfg doctor\`), and leave propagateCreateError at true, or the reason is hidden. Then find transactions that are neither committed nor rolled back, and queries inside a transaction that go to the pool (.transacting(trx) missing). ${POOL_IN_USE} In knex the size is pool.max (default 10).`,
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://knexjs.org/guide/#acquireconnectiontimeout",
  examples: [
    "Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?",
  ],
});

// Active Record without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "rails-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    "Active Record": [
      /could not obtain a connection from the pool within \d{1,9}(?:\.\d{1,9})? seconds/,
      "could not obtain ownership of all database connections",
    ],
  },
  names: { "Active Record": ["ActiveRecord::ConnectionTimeoutError"] },
  meaning: "Active Record had no connection free within checkout_timeout (5 s): all are in use by other threads.",
  todo: `The pool must be as large as the number of threads in the process that use the database: RAILS_MAX_THREADS for Puma, concurrency for Sidekiq, load_async threads included. ${POOL_IN_USE} In database.yml the size is pool (default 5).`,
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/ConnectionPool.html",
  examples: [
    "could not obtain a connection from the pool within 5.000 seconds (waited 5.001 seconds); all pooled connections were in use",
  ],
});

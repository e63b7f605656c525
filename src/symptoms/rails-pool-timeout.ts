// a message of Active Record
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "rails-pool-timeout",
  library: "Active Record",
  reason: "pool-timeout",
  patterns: [/could not obtain a connection from the pool within \d{1,9}(?:\.\d{1,9})? seconds/i],
  meaning: "Active Record had no connection free within checkout_timeout (5 s).",
  todo: "The pool has to be as large as the threads of the process that use the database, Sidekiq's concurrency included. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/ConnectionPool.html",
  examples: [
    "could not obtain a connection from the pool within 5.000 seconds (waited 5.001 seconds); all pooled connections were in use",
  ],
});

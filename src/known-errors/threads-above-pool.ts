// a pool that is smaller than the threads of its process
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "threads-above-pool",
  reason: "config",
  phrases: {
    "Solid Queue": [/Solid Queue is configured to use \d{1,6} threads but the database connection pool is \d{1,6}/],
    GoodJob: ["GoodJob recommends at least"],
    Sidekiq: [/Your (?:Redis|database) connection pool is too small/, "connection pool is too small for Sidekiq"],
  },
  meaning: "The pool is smaller than the number of threads in the process, so some of them wait for a connection.",
  todo: "Set pool in config/database.yml to at least the number of threads (plus a few for the supervisor), for example with an environment variable used for both; the server must have room for pool times processes.",
  settings: ["pool.max"],
  source: "https://github.com/rails/solid_queue#threads-processes-and-signals",
  examples: [
    "Solid Queue is configured to use 4 threads but the database connection pool is 3. Increase it in `config/database.yml`",
  ],
});

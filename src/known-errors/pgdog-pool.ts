// PgDog without a usable server connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgdog-pool",
  reason: "pool-timeout",
  phrases: {
    PgDog: [
      /(?:FATAL|ERROR|error|because): {0,4}(?:replica )?checkout timeout/,

      "all replicas down",
      "connection pool for user <name> and database <name> is down",
      "pool is banned",
      "pool is not healthy",
    ],
  },
  meaning:
    "PgDog had no server connection within checkout_timeout: the pool is in use, or the servers are down or banned.",
  todo: "SHOW POOLS on its admin database: cl_waiting and maxwait tell a busy pool, banned and the log tell servers that are down. Shorten transactions, raise pool_size within what the server allows, or raise checkout_timeout.",
  settings: ["pooler.poolSize", "pool.acquireTimeout"],
  source: "https://docs.pgdog.dev/features/connection-pooler/",
  examples: [
    "ERROR: checkout timeout",
    "all replicas down",
    'connection pool for user "app" and database "shop" is down',
  ],
});

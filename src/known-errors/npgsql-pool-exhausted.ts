// Npgsql's pool with all connections in use
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "npgsql-pool-exhausted",
  reason: "pool-timeout",
  generic: true,
  phrases: { Npgsql: [/The connection pool has been exhausted(?:[\s\S]{0,300}?The operation has timed out)?/] },
  meaning: "Npgsql had no connection free within Timeout (15 s): all are in use.",
  todo: `Dispose connections, readers and DbContexts: await using. Use one NpgsqlDataSource: each different connection string has its own pool. ${POOL_IN_USE} In Npgsql the size is Maximum Pool Size (default 100).`,
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://www.npgsql.org/doc/connection-string-parameters.html#pooling",
  examples: [
    "The connection pool has been exhausted, either raise 'Max Pool Size' (currently 100) or 'Timeout' (currently 15 seconds)",
  ],
});

// a message of Npgsql
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "npgsql-pool-exhausted",
  library: "Npgsql",
  reason: "pool-timeout",
  patterns: [/The connection pool has been exhausted/i],
  meaning: "Npgsql had no connection free within Timeout (15 s).",
  todo: "A connection that is not disposed is the usual cause: use await using. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://www.npgsql.org/doc/connection-string-parameters.html#pooling",
  examples: [
    "The connection pool has been exhausted, either raise 'Max Pool Size' (currently 100) or 'Timeout' (currently 15 seconds)",
  ],
});

// PgCat without a usable server connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgcat-pool",
  reason: "pool-timeout",
  phrases: {
    PgCat: [
      "could not get connection from the pool - <name>",
      "could not get connection from the pool",
      "checkout failure limit reached",
      "Pool down for database: <name>",
    ],
  },
  names: { PgCat: ["AllServersDown"] },
  meaning:
    "PgCat had no server connection for this client: every server is banned or down, or the pool was in use for longer than connect_timeout, which PgCat reports in the same words.",
  todo: "SHOW POOLS and SHOW BANS on its admin database. With cl_waiting above 0 the pool is busy: shorten transactions or raise pool_size (within what the server allows) and connect_timeout. Otherwise see its log for why servers were banned, and check that they are reachable.",
  settings: ["pooler.poolSize", "pool.acquireTimeout"],
  source: "https://github.com/postgresml/pgcat/blob/main/CONFIG.md#connect_timeout",
  examples: ["FATAL:  58000: could not get connection from the pool - AllServersDown"],
});

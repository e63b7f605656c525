// a message of postgres.js
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "postgres-js-connect-timeout",
  library: "postgres.js",
  reason: "timeout",
  codes: ["CONNECT_TIMEOUT"],
  patterns: [/write CONNECT_TIMEOUT/i],
  meaning:
    "postgres.js got no connection to the server within connect_timeout (30 s). It has no limit for waiting in its queue.",
  todo: "As for any time that runs out while connecting: a firewall that drops packets, or a server that is too busy to answer.",
  settings: ["pool.connectTimeout", "connection.host"],
  source: "https://github.com/porsager/postgres#connection-timeout",
  examples: ["write CONNECT_TIMEOUT db.example:5432"],
});

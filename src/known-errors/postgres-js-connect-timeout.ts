// postgres.js without a connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "postgres-js-connect-timeout",
  reason: "timeout",
  codes: ["CONNECT_TIMEOUT"],
  phrases: { "postgres.js": ["write CONNECT_TIMEOUT"] },
  meaning:
    "postgres.js got no connection to the server within connect_timeout (30 s): nothing answered in time. It has no limit for waiting in its own queue.",
  todo: "A firewall that drops packets, a wrong host or port, or a server or pooler that is too busy to answer: check that this machine can reach the port.",
  settings: ["pool.connectTimeout", "connection.host"],
  source: "https://github.com/porsager/postgres#connection-timeout",
  examples: ["write CONNECT_TIMEOUT db.example:5432"],
});

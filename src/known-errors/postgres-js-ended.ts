// a connection of postgres.js that was closed
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "postgres-js-ended",
  reason: "dropped",
  generic: true,
  codes: ["CONNECTION_ENDED", "CONNECTION_DESTROYED", "CONNECTION_CLOSED"],
  phrases: { "postgres.js": ["write CONNECTION_{ENDED|DESTROYED|CLOSED}"] },
  meaning:
    "The connection was closed while a query was to run: by sql.end() (CONNECTION_ENDED, CONNECTION_DESTROYED) or by the other side (CONNECTION_CLOSED).",
  todo: "Call sql.end() only after the last query. If the other side closes connections, look in the server's log, and set idle_timeout and max_lifetime of postgres.js below the limit of whatever is in between.",
  settings: ["pool.idleTimeout", "pool.maxLifetime"],
  source: "https://github.com/porsager/postgres#error-handling",
  examples: ["write CONNECTION_CLOSED db.example:5432"],
});

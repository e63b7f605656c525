// a message of postgres.js
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "postgres-js-ended",
  library: "postgres.js",
  reason: "dropped",
  codes: ["CONNECTION_ENDED", "CONNECTION_DESTROYED", "CONNECTION_CLOSED"],
  patterns: [/write CONNECTION_(?:ENDED|DESTROYED|CLOSED)/i, /CONNECTION_(?:ENDED|DESTROYED|CLOSED)/i],
  meaning: "The connection was closed while a query was to run: by sql.end(), or by the other side.",
  todo: "Call sql.end() only when nothing runs any more; for the rest see pool.idleTimeout and pool.maxLifetime.",
  settings: ["pool.idleTimeout", "pool.maxLifetime"],
  source: "https://github.com/porsager/postgres#error-handling",
  examples: ["write CONNECTION_CLOSED db.example:5432"],
});

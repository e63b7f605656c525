// a database that cannot be dropped while it is in use
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "database-in-use",
  reason: "query",
  codes: ["55006"],
  phrases: {
    PostgreSQL: [
      "database <name> is being accessed by other users",
      "source database <name> is being accessed by other users",
    ],
  },
  meaning: "DROP, RENAME or CREATE DATABASE … TEMPLATE needs a database without connections, and pools hold some open.",
  todo: "Stop the application first, or use DROP DATABASE name WITH (FORCE). Behind PgBouncer, PAUSE and KILL the database on its console.",
  settings: ["pool.min", "pool.idleTimeout"],
  source: "https://www.postgresql.org/docs/18/sql-dropdatabase.html",
  examples: ['database "shop" is being accessed by other users'],
});

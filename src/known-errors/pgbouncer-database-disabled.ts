// a database that was disabled or paused on PgBouncer's console
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-database-disabled",
  reason: "database",
  phrases: {
    PgBouncer: [
      "database <name> is disabled",
      "pooler is paused",
      /because: {0,4}pause mode/,
      /because: {0,4}suspend_timeout/,
    ],
  },
  meaning: "The database was disabled or paused on PgBouncer's console. The database itself is not affected.",
  todo: "On the console (psql -p 6432 pgbouncer): ENABLE name, or RESUME name. SHOW DATABASES shows the columns paused and disabled.",
  settings: ["connection.database"],
  source: "https://www.pgbouncer.org/usage.html#admin-console",
  examples: ['error: database "shop" is disabled'],
});

// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "database-missing",
  library: "PostgreSQL",
  reason: "database",
  codes: ["3D000", "P1003"],
  patterns: [/database "[^"]{1,200}" does not exist/i, /Database `[^`]{1,200}` does not exist/i, /no such database/i],
  meaning: "The server is there and has no database of that name.",
  todo: "Check connection.database. Without one, the database is named like the role. Migrations do not create it.",
  settings: ["connection.database"],
  source: "https://www.postgresql.org/docs/18/errcodes-appendix.html",
  examples: ['database "shop" does not exist'],
});

// a database that PgBouncer's configuration does not have
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-database-missing",
  reason: "database",
  phrases: {
    PgBouncer: ["no such database: <name>"],
    PgCat: ["No pool configured for database: <name>, user: <name>", "Invalid pool name"],
    PgDog: ["no such user/database: <name>"],
    Odyssey: ["route for <name> is not found"],
  },
  meaning: "The pooler's configuration has no entry for this database (and user). The server was not asked.",
  todo: "Add the database to the [databases] section of pgbouncer.ini (or a '*' entry) and RELOAD; in PgCat add [pools.name] and its users, in PgDog [[databases]] and users.toml, in Odyssey a database and user block. Names are case-sensitive.",
  settings: ["connection.database", "connection.user"],
  source: "https://www.pgbouncer.org/config.html#section-databases",
  examples: ["no such database: shop", 'No pool configured for database: "shop", user: "app"'],
});

// a driver that is not installed
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "driver-missing",
  reason: "config",
  phrases: {
    PHP: ["could not find driver"],
    knex: ["Knex: run"],
    Sequelize: ["Please install pg package manually"],
    TypeORM: ["package has not been found installed. Please run"],
    Python: [
      /ModuleNotFoundError: No module named ["'](?:psycopg|psycopg2|psycopg_pool|asyncpg|pg8000)["']/,
      "no pq wrapper available",
      "Error loading psycopg2 or psycopg module",
    ],
    "node-postgres": [/Cannot find (?:module|package) ["'](?:pg|pg-native|postgres)["']/],
    Java: ["Failed to load driver class org.postgresql.Driver", "ClassNotFoundException: org.postgresql.Driver"],
    Go: ["sql: unknown driver"],
    Ruby: ["Specified 'postgresql' for database adapter, but the gem is not loaded"],
  },
  meaning: "The driver is not installed or not loaded in this program.",
  todo: "Install it where the program runs: npm install pg, pip install \"psycopg[binary,pool]\" or asyncpg, gem 'pg', the dependency org.postgresql:postgresql, or a blank import of the driver in Go.",
  settings: ["connection.url"],
  source: "https://wiki.postgresql.org/wiki/List_of_drivers",
  examples: ["ModuleNotFoundError: No module named 'psycopg2'", "Error: Cannot find module 'pg'"],
});

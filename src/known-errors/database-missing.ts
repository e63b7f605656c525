// a database that the server does not have
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "database-missing",
  reason: "database",
  codes: ["3D000", "P1003"],
  phrases: {
    PostgreSQL: ["database <name> does not exist"],
    "Active Record": ["We could not find your database: <name>"],
  },
  names: {
    Prisma: ["DriverAdapterError: DatabaseDoesNotExist"],
    asyncpg: ["InvalidCatalogNameError"],
    psycopg2: ["InvalidCatalogName"],
    Postgrex: ["invalid_catalog_name"],
  },
  meaning: "The server has no database of that name. Without a database name, drivers take the role's name.",
  todo: "Check connection.database and that this is the right server. Create it with CREATE DATABASE name; most migration tools do not. With the Docker image, POSTGRES_DB only takes effect when the data directory is created.",
  settings: ["connection.database", "connection.host"],
  source: "https://www.postgresql.org/docs/18/sql-createdatabase.html",
  examples: [
    'database "shop" does not exist',
    "Database `shop` does not exist on the database server at `db:5432`.",
    "ActiveRecord::NoDatabaseError: We could not find your database: shop.",
  ],
});

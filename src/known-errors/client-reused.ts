// a client that was connected twice
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "client-reused",
  reason: "misuse",
  phrases: {
    "node-postgres": ["Client has already been connected. You cannot reuse a client"],
    TypeORM: [
      "Cannot initialize DataSource because it is already connected",
      "Cannot create a <name> connection because connection to the database already established",
      "connection to the database already established",
    ],
    Npgsql: ["Connection already open"],
    "pg-promise": ["WARNING: Creating a duplicate database object for the same connection"],
  },
  meaning:
    "connect() was called on a client or data source that is already connected. A client cannot be connected again, not even after end().",
  todo: "Create a new client for each connection, or use a pool. Call initialize() once, when the application starts.",
  settings: ["pool.max"],
  source: "https://node-postgres.com/apis/client#clientconnect",
  examples: ["Client has already been connected. You cannot reuse a client."],
});

// a library that only reports that it could not connect
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "cannot-connect",
  reason: "refused",
  generic: true,
  codes: ["08001", "08004"],
  phrases: {
    pg8000: ["Can't create a connection to host <name> and port <n>"],
    Rust: ["error connecting to server"],
    "R2DBC PostgreSQL": [/Cannot connect to (?:a host of )?[\w[/][^\s]{2,200}/],
    TypeORM: ["Unable to connect to the database. Retrying"],
    Sequelize: ["Unable to connect to the database"],
    MikroORM: ["MikroORM failed to connect to database"],
    GORM: ["failed to initialize database, got error"],
    Payload: ["cannot connect to Postgres"],
    Directus: ["Can't connect to the database"],
    libpq: ["could not connect to server"],
    Postgrex: [/Postgrex\.Protocol[^\n]{0,60} failed to connect/],
    "lib/pq": ["could not connect to any of the hosts"],
  },
  lesser: { pgx: ["failed to connect to <name>", "unable to connect to database"] },
  meaning: "The library could not connect to the server. This message does not say why.",
  todo: "Look for the cause next to it (refused, timed out, a host name, TLS or a refusal of the server). If there is none, connect once with the same settings: `poolcfg doctor` or psql reports the reason.",
  settings: ["connection.host", "connection.port"],
  source: "https://www.postgresql.org/docs/18/client-authentication-problems.html",
  examples: [
    "Can't create a connection to host 10.0.0.5 and port 5432 (timeout is None and source_address is None).",
    "Unable to connect to the database. Retrying (1)...",
  ],
});

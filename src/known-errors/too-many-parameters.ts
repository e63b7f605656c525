// a statement with too many parameters
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "too-many-parameters",
  reason: "query",
  codes: ["MAX_PARAMETERS_EXCEEDED"],
  phrases: {
    PostgreSQL: [
      "bind message has <n> parameter formats but <n> parameters",
      "target lists can have at most <n> entries",
    ],
    "postgres.js": ["Max number of parameters (65534) exceeded"],
    "lib/pq": ["but PostgreSQL only supports 65535 parameters"],
    pgx: ["extended protocol limited to <n> parameters"],
    Npgsql: ["A statement cannot have more than 65535 parameters"],
    pgjdbc: ["PreparedStatement can have at most <n> parameters"],
    sqlx: ["too many arguments for query"],
    asyncpg: ["the number of query arguments cannot exceed 32767"],
  },
  meaning:
    "A statement has more parameters than the protocol can count (65,535; 32,767 in asyncpg). node-postgres sends a wrong count, which the server reports.",
  todo: "Insert in smaller batches, pass arrays instead (INSERT … SELECT * FROM unnest($1::int[], $2::text[]), = ANY($1)), or use COPY.",
  settings: ["session.statementTimeout"],
  source: "https://www.postgresql.org/docs/18/limits.html",
  examples: [
    "error: bind message has 4464 parameter formats but 0 parameters",
    "MAX_PARAMETERS_EXCEEDED: Max number of parameters (65534) exceeded",
  ],
});

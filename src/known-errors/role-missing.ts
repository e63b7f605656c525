// a role that the server does not have
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "role-missing",
  reason: "authentication",
  phrases: {
    Azure: ["The Username should be in <username@hostname> format"],
    PostgreSQL: [
      "password authentication failed for user <name> ... DETAIL: Role <name> does not exist",
      "password authentication failed for user <name> DETAIL: Role <name> does not exist",
      /(?:FATAL|error|ERROR)\b[^\n]{0,80}\brole "?[^"\n]{1,100}"? does not exist/,
      "role <name> does not exist",
      "role <name> is not permitted to log in",
    ],
    PgBouncer: [/(?:(?:FATAL|ERROR|error|because): {0,4}"?|C-0x[0-9a-f]{0,16}: \S{1,200} )no such user/],
  },
  meaning:
    "The server has no role of that name, or the role may not log in. Without a user name, drivers take the name of the operating system's user.",
  todo: "Check connection.user. Create the role with CREATE ROLE name LOGIN PASSWORD '…', or ALTER ROLE name LOGIN; behind PgBouncer it must be in auth_file, or auth_query must find it. With the Docker image, POSTGRES_USER only takes effect when the data directory is created.",
  settings: ["connection.user"],
  source: "https://www.postgresql.org/docs/18/sql-createrole.html",
  examples: [
    'role "app" does not exist',
    'FATAL:  role "reporting" is not permitted to log in',
    "FATAL: no such user: app",
  ],
});

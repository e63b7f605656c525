// a password that the server refused
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "password-wrong",
  reason: "authentication",
  codes: ["28P01", "P1000", "EWRONGPASSWORD", "EJITUNAUTHORIZED"],
  phrases: {
    Supavisor: ['Authentication error, reason: "Wrong password"'],
    PostgreSQL: ["password authentication failed for user <name>", "password authentication failed for role <name>"],
    Prisma: ["Authentication failed against {the |}database server"],
    PgBouncer: ["SASL authentication failed", "password authentication failed"],
    "Active Record": ["There is an issue connecting to your database with your username/password"],
    Npgsql: ["[SCRAM] Unable to verify server signature"],
    "node-postgres": ["server signature does not match"],
    PgDog: ["password for user <name> and database <name> is wrong, or the database does not exist"],
    Odyssey: ["frontend auth: invalid user password or SCRAM secret"],
    "RDS Proxy": ["The password that was provided for the role <name> is wrong"],
    pgjdbc: ["SCRAM authentication failed"],
  },
  names: {
    Prisma: ["DriverAdapterError: AuthenticationFailed"],
    asyncpg: ["InvalidPasswordError"],
    psycopg2: ["InvalidPassword"],
    Postgrex: ["invalid_password"],
  },
  meaning:
    "The password is wrong for this user. PostgreSQL gives the same message for a role that does not exist or has no password.",
  todo: "Check user and password, and that reserved characters of the password are percent-encoded in a connection string. If it worked before, the password was rotated, or its VALID UNTIL date has passed. The server's log has the reason; \\password in psql sets a new one.",
  settings: ["connection.user", "connection.password"],
  source: "https://www.postgresql.org/docs/18/client-authentication-problems.html",
  examples: [
    'password authentication failed for user "app"',
    "Authentication failed against database server at `db`, the provided database credentials for `app` are not valid.",
    "FATAL: SASL authentication failed",
  ],
});

// a connection without a password
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "password-missing",
  reason: "authentication",
  phrases: {
    "node-postgres": ["client password must be a {string|non-empty string}"],
    libpq: ["no password supplied"],
    PostgreSQL: ["empty password returned by client"],
    pgjdbc: [
      "The server requested {password-based|SCRAM-based} authentication, but {no password was provided|the password is an empty string}",
    ],
    Npgsql: ["No password has been provided but the backend requires one"],
    Rust: ["password missing"],
    "R2DBC PostgreSQL": ["Password must not be null", "password must not be empty"],
    Postgrex: ["key :password not found in:"],
    "RDS Proxy": ["A user name is missing from the connection startup packet"],
  },
  meaning: "The server asks for a password, and none was given.",
  todo: "Set connection.password, PGPASSWORD, a password file or the password in the connection string. An environment variable that is empty or not passed to the container counts as none; in node-postgres a number is not a password, quote it.",
  settings: ["connection.password"],
  source: "https://github.com/brianc/node-postgres/issues/1927",
  examples: [
    "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string",
    "fe_sendauth: no password supplied",
    "The server requested SCRAM-based authentication, but no password was provided.",
  ],
});

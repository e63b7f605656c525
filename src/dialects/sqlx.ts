// the URL of Rust's sqlx, which knows nothing of a pool

import { text } from "../codecs/units.ts";
import { SERVER_PARAMS } from "../dsn/_server.ts";
import { defineDialect, type Param } from "./_define.ts";

const SERVER: Readonly<Record<string, Param>> = Object.fromEntries(
  [...SERVER_PARAMS].map(([name, param]) => [`options[${name}]`, param]),
);

/** Parameters of the connection only; another one is passed over with a line in the log. */
export default defineDialect({
  id: "sqlx",
  title: "sqlx",
  source: {
    url: "https://docs.rs/sqlx/0.9.0/sqlx/postgres/struct.PgConnectOptions.html",
    version: "0.9.0",
    checked: "2026-11-21",
  },
  params: {
    ...SERVER,
    application_name: { path: "connection.applicationName", unit: text() },
  },
  known: [
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
  ],
  unknown: "ignored",
  marks: [...Object.keys(SERVER), "statement-cache-capacity"].sort(),
  form: true,
});

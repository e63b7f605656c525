// the connection string of libpq itself, for the tools that hand it on as it is
import { text } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** It knows no pool, and refuses what it does not know. */
export default defineDialect({
  id: "libpq",
  title: "libpq",
  source: {
    url: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS",
    version: "18",
    checked: "2026-11-21",
  },
  params: {
    application_name: { path: "connection.applicationName", unit: text() },
    sslrootcert: { path: "connection.ssl.ca", unit: text() },
    sslcert: { path: "connection.ssl.cert", unit: text() },
    sslkey: { path: "connection.ssl.key", unit: text() },
    sslmode: { path: "connection.ssl.mode", unit: text() },
  },
  known: ["connect_timeout", "keepalives", "keepalives_idle", "options"],
  unknown: "refused",
  marks: [],
  libpq: true,
});

// the connection string of Rust's tokio-postgres, which the pools on it take
import { text } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** It knows no pool and no files of TLS, and refuses what it does not know. */
export default defineDialect({
  id: "tokio-postgres",
  title: "tokio-postgres",
  source: {
    url: "https://docs.rs/tokio-postgres/0.7.18/tokio_postgres/config/struct.Config.html",
    version: "0.7.18",
    checked: "2026-11-21",
  },
  params: {
    application_name: { path: "connection.applicationName", unit: text() },
  },
  known: [
    "channel_binding",
    "connect_timeout",
    "dbname",
    "host",
    "hostaddr",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_retries",
    "load_balance_hosts",
    "options",
    "password",
    "port",
    "sslmode",
    "sslnegotiation",
    "target_session_attrs",
    "tcp_user_timeout",
    "user",
  ],
  unknown: "refused",
  marks: ["keepalives_retries"],
});

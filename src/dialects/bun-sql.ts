// the connection string of Bun.SQL, which sends what it does not know to the server
import { count, seconds } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** Times are seconds, 0 is off. An option beats the parameter. */
export default defineDialect({
  id: "bun-sql",
  title: "Bun.SQL",
  source: { url: "https://bun.com/docs/runtime/sql", version: "1.4.5", checked: "2026-11-21" },
  params: {
    max: { path: "pool.max", unit: count({ text: true }) },
    idle_timeout: { path: "pool.idleTimeout", unit: seconds({ off: 0, text: true, fractions: true }) },
    connect_timeout: { path: "pool.connectTimeout", unit: seconds({ off: 0, text: true, fractions: true }) },
    max_lifetime: { path: "pool.maxLifetime", unit: seconds({ off: 0, text: true, fractions: true }) },
  },
  known: [
    "channel_binding",
    "gssencmode",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "load_balance_hosts",
    "path",
    "prepare",
    "socket",
    "ssl",
    "sslcert",
    "sslcompression",
    "sslkey",
    "sslmode",
    "sslnegotiation",
    "sslpassword",
    "sslrootcert",
    "target_session_attrs",
    "tcp_user_timeout",
    "tls",
  ],
  unknown: "sent to the server",
  marks: [],
  form: true,
});

// the connection string of node-postgres; its pool options are not read from there
import { type Codec, millis, text } from "../codecs/units.ts";
import { serverTime } from "../codecs/url-text.ts";
import { defineDialect } from "./_define.ts";

/** Client settings only: pg takes `max`, `min` and the pool's times from its options object, never from the URL. */
export default defineDialect({
  id: "node-postgres",
  title: "node-postgres",
  source: { url: "https://node-postgres.com/features/connecting", version: "8.23", checked: "2026-11-21" },
  params: {
    statement_timeout: { path: "session.statementTimeout", unit: serverTime() },
    lock_timeout: { path: "session.lockTimeout", unit: serverTime() },
    idle_in_transaction_session_timeout: { path: "session.idleInTransactionTimeout", unit: serverTime() },
    query_timeout: { path: "session.queryTimeout", unit: millis({ off: 0, text: true }) },
    application_name: { path: "connection.applicationName", unit: text() },
    ssl: {
      path: "connection.ssl.mode",
      unit: tls(),
      beatenBy: ["sslmode"],
      misread: {
        values: ["false", "off", "no", "disable"],
        as: "a demand for TLS, and fails once the server agrees: only 0 switches TLS off",
        help: "Write sslmode=disable for no TLS.",
      },
    },
  },
  known: [
    "binary",
    "client_encoding",
    "encoding",
    "fallback_application_name",
    "options",
    "replication",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslnegotiation",
    "sslrootcert",
    "uselibpqcompat",
  ],
  unknown: "ignored",
  // only no-verify does without a check of the certificate
  sslModes: {
    disable: "disable",
    "no-verify": "require",
    prefer: "verify-full",
    require: "verify-full",
    "verify-ca": "verify-full",
    "verify-full": "verify-full",
  },
  libpqModes: "uselibpqcompat",
  marks: ["query_timeout", "uselibpqcompat"],
  form: true,
  prefixes: ["pg:", "socket:"],
  socketPath: true,
});

// any text but 0 turns TLS on
function tls(): Codec {
  const words: Readonly<Record<string, string>> = { disable: "0", require: "no-verify", "verify-full": "true" };
  return {
    doc: "true, no-verify, or 0 for no TLS",
    encode(value) {
      const word = words[String(value)];
      return word === undefined ? { error: "has no word for that" } : { native: word };
    },
    decode(native) {
      return { value: native === "0" ? "disable" : native === "no-verify" ? "require" : "verify-full" };
    },
  };
}

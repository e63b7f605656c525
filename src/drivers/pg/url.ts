// the connection string of node-postgres, from which the options of its pool are not read
import { millis, text } from "../../codecs/units.ts";
import { serverTime } from "../../codecs/url-text.ts";
import { custom, field, type Mapping } from "../../mapping/define.ts";
import { anyText, defineUrlParameters } from "../../mapping/url-parameters.ts";

/** Settings of the client only: pg takes `max`, `min` and the times of the pool from its options, never from the URL. */
export const pgUrl = defineUrlParameters({
  id: "node-postgres",
  title: "node-postgres",
  source: { url: "https://node-postgres.com/features/connecting", version: "8.23", checked: "2026-11-21" },
  fields: {
    "session.statementTimeout": field("statement_timeout", serverTime()),
    "session.lockTimeout": field("lock_timeout", serverTime()),
    "session.idleInTransactionTimeout": field("idle_in_transaction_session_timeout", serverTime()),
    "session.queryTimeout": field("query_timeout", millis({ off: 0, text: true })),
    "connection.applicationName": field("application_name", text()),
    "connection.ssl.mode": ssl(),
  },
  others: {
    ...anyText("binary", "client_encoding", "encoding", "fallback_application_name", "options", "replication"),
    ...anyText("sslcert", "sslkey", "sslmode", "sslnegotiation", "sslrootcert", "uselibpqcompat"),
  },
  unknown: "ignored",
  // only no-verify connects without a check of the certificate
  sslModes: {
    disable: "disable",
    "no-verify": "require",
    prefer: "verify-full",
    require: "verify-full",
    "verify-ca": "verify-full",
    "verify-full": "verify-full",
  },
  libpqModes: "uselibpqcompat",
  detectBy: ["query_timeout", "uselibpqcompat"],
  form: true,
  prefixes: ["pg:", "socket:"],
  anyScheme: true,
  socketPath: true,
});

// any text but 0 switches TLS on; `sslmode` overrides it
function ssl(): Mapping {
  const words: Readonly<Record<string, string>> = { disable: "0", require: "no-verify", "verify-full": "true" };
  return custom(
    ["ssl"],
    "true, no-verify, or 0 for no TLS",
    { whenSet: true },
    {
      write(value) {
        const word = words[String(value)];
        return word === undefined ? {} : { set: { ssl: word } };
      },
      read(native) {
        const word = native.get("ssl");
        if (typeof word !== "string" || native.has("sslmode")) return undefined;
        const value = word === "0" ? "disable" : word === "no-verify" ? "require" : "verify-full";
        if (!/^(?:false|off|no|disable)$/i.test(word)) return { value };
        const message = `node-postgres takes ssl=${word} for a demand for TLS, and fails once the server agrees: only 0 switches TLS off`;
        const help = "Write sslmode=disable for no TLS.";
        return { value, issues: [{ rule: "misread-dsn-parameter", severity: "warning", key: "ssl", message, help }] };
      },
    },
  );
}

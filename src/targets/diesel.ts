// diesel with r2d2, for Rust: the calls on the builder of the pool, and a connection string for libpq

import { seconds, text } from "../codecs/units.ts";
import { libpqUrl } from "../drivers/libpq.ts";
import { libpqLimits } from "../mapping/authentication-limits.ts";
import { custom, decode, defineTarget, field, type Mapping, unsupported } from "../mapping/define.ts";
import { LIBPQ_WORD, lookedAtLater, names } from "../mapping/rust.ts";
import { startupSearchPath, startupTimeout } from "../mapping/startup-options.ts";
import { OPTIONAL, R2D2_KNOWN, r2d2Pool } from "../pools/r2d2.ts";

const URL = "url";
const STARTUP = "url.options";
const LOOKS = "the pool looks every 30 s, and at idle connections only";
const BACKOFF = "it tries again after 400 ms, 800 ms and so on, without end, whatever is set";

/** What becomes of every canonical field in diesel: its native key, or why it is lost. */
const target = defineTarget({
  id: "diesel",
  title: "diesel with r2d2 (Rust)",
  language: "rust",
  source: {
    url: "https://docs.rs/r2d2/0.8.10/r2d2/struct.Builder.html",
    version: "2.3.14, r2d2 0.8.10",
    checked: "2026-11",
  },
  summary: "the connection string, and the calls on `r2d2::Builder` by the names of its methods",
  evidence: "measured",
  forms: ["code", "json"],
  urlParameters: libpqUrl,
  connection: {
    layout: "url",
    key: URL,
    variable: "DATABASE_URL",
    startup: "options",
    hosts: "several",
    limits: libpqLimits(`${URL}.`),
  },
  program: {
    detectBy: "r2d2",
    opens: ["Pool.builder", "Builder.new"],
    tables: ["url_parameters"],
    keys: {
      ...names("max_size", "min_idle", "connection_timeout", "idle_timeout", "max_lifetime", "test_on_check_out"),
      url_parameters: URL,
    },
  },
  fields: {
    ...r2d2Pool({
      libraryDefault: { sameAs: "pool.max" },
      value: (native) => Number(native.get("max_size") ?? 10),
      note: "it counts idle connections only, so that a busy pool opens more, up to max; not set, it is max",
    }),
    "connection.schema": startupSearchPath(STARTUP),
    "connection.applicationName": field("url.application_name", text(), { libraryDefault: { words: "PGAPPNAME" } }),
    "connection.ssl.mode": custom(
      ["url.sslmode"],
      LIBPQ_WORD,
      { whenSet: true, libraryDefault: "prefer" },
      {
        write: (value) => ({ set: { "url.sslmode": value } }),
        read: (native) => (native.has("url.sslmode") ? { value: native.get("url.sslmode") } : undefined),
      },
    ),
    "connection.ssl.ca": field("url.sslrootcert", text(), { whenSet: true }),
    "connection.ssl.cert": field("url.sslcert", text(), { whenSet: true }),
    "connection.ssl.key": field("url.sslkey", text(), { whenSet: true }),
    "pool.idleTimeout": lookedAtLater("idle_timeout", OPTIONAL, 600_000, `up to 30 s late: ${LOOKS}`),
    "pool.maxLifetime": lookedAtLater("max_lifetime", OPTIONAL, 1_800_000, `up to 30 s late: ${LOOKS}`),
    "pool.keepAlive": keepAlive("url.keepalives", "url.keepalives_idle"),
    "session.statementTimeout": startupTimeout(STARTUP, "statement_timeout"),
    "session.lockTimeout": startupTimeout(STARTUP, "lock_timeout"),
    "session.idleInTransactionTimeout": startupTimeout(STARTUP, "idle_in_transaction_session_timeout"),
    "session.transactionTimeout": startupTimeout(STARTUP, "transaction_timeout", {
      note: "PostgreSQL before 17 refuses the connection",
    }),
    "retry.maxAttempts": unsupported(BACKOFF),
    "retry.interval": unsupported(BACKOFF),
    "retry.multiplier": unsupported(BACKOFF),
    "retry.maxInterval": unsupported(BACKOFF),
  },
  ignoredKeys: [...R2D2_KNOWN, "event_handler", "thread_pool"],
});

export default target;

function keepAlive(switched: string, idle: string): Mapping {
  const unit = seconds({ min: 1, text: true, beyond: "refused" });
  return custom(
    [switched, idle],
    unit,
    { libraryDefault: { words: "on, when the system likes" } },
    {
      write(value, context) {
        return value === null ? { set: { [switched]: 0 } } : field(idle, unit).write(value, context);
      },
      read(native) {
        if (String(native.get(switched)) === "0") return { value: null };
        return native.has(idle) ? decode(unit, idle, native.get(idle)) : undefined;
      },
    },
  );
}

// sqlx, for Rust: PgPoolOptions, and PgConnectOptions for the connection

import { text } from "../codecs/units.ts";
import { sqlxTls, sqlxUrl } from "../drivers/sqlx.ts";
import { SQLX_LIMITS } from "../mapping/authentication-limits.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { inheritedMillis, searchPathSetting } from "../mapping/guc.ts";
import { alwaysOrNever, duration, lookedAtLater, NOT_IN_RUST, names, u32 } from "../mapping/rust.ts";

const SPINS = "makes the pool look at its idle connections all the time";
const BACKOFF =
  "a refused connection is retried after 10 ms, 20 ms and so on, until acquireTimeout; any other error is reported immediately";

/** What becomes of every canonical field in sqlx: its native key, or why it is lost. */
const target = defineTarget({
  id: "sqlx",
  title: "sqlx (Rust)",
  passwordCallback: {
    how: "`Pool::set_connect_options` changes the password for later connections; call it before the present one expires",
    source: "https://docs.rs/sqlx/latest/sqlx/struct.Pool.html#method.set_connect_options",
  },
  language: "rust",
  source: {
    url: "https://docs.rs/sqlx/0.9.0/sqlx/pool/struct.PoolOptions.html",
    version: "0.9.0",
    checked: "2026-11",
  },
  // up to 0.8 it does not escape blanks in options, and does not refill the minimum after a loss
  package: { name: "sqlx", range: ">=0.9 <0.10" },
  summary: "the calls on `PgPoolOptions` and `PgConnectOptions`, by the names of their methods",
  evidence: "measured",
  forms: ["code", "json"],
  urlParameters: sqlxUrl,
  connection: {
    layout: "options",
    prefix: "",
    url: "url",
    host: "host",
    port: "port",
    user: "username",
    password: "password",
    database: "database",
    startup: "options",
    startupAdds: true,
    hosts: "one",
    limits: SQLX_LIMITS,
    urlHolds: ({ hosts }) => hosts.some(({ host }) => host),
    readsInQuery: ["host", "port", "user", "password", "dbname"],
    sslModes: {
      disable: "disable",
      allow: "allow",
      prefer: "prefer",
      require: "require",
      "verify-ca": "verify-ca",
      "verify-full": "verify-full",
    },
    overridden: {},
  },
  program: {
    detectBy: "PgPoolOptions",
    opens: ["PgPoolOptions.new", "PoolOptions.new", "PgPoolOptions.default", "PgPool.connect", "PgPool.connect_with"],
    parts: ["PgConnectOptions.new", "PgConnectOptions.parse", "PgConnectOptions.from_str", "PgConnectOptions.from_url"],
    keys: {
      ...names("max_connections", "min_connections", "acquire_timeout", "idle_timeout", "max_lifetime"),
      ...names("test_before_acquire", "host", "port", "username", "password", "database", "application_name"),
      ...names("ssl_mode", "ssl_root_cert", "ssl_client_cert", "ssl_client_key", "options"),
    },
  },
  fields: {
    ...NOT_IN_RUST,
    "connection.schema": searchPathSetting("options.search_path"),
    "connection.applicationName": field("application_name", text(), { libraryDefault: { words: "PGAPPNAME" } }),
    ...sqlxTls("ssl_mode"),
    "pool.max": field("max_connections", u32(1), { libraryDefault: 10 }),
    "pool.min": field("min_connections", u32(0), {
      libraryDefault: 0,
      note: "opened in advance; one that breaks is replaced when the pool next looks, as for the idle timeout",
    }),
    "pool.acquireTimeout": field(
      "acquire_timeout",
      duration({ off: "forever", zero: "every caller fails immediately" }),
      {
        libraryDefault: 30_000,
        note: "waiting, testing and connecting together; there is no off, so off is 136 years",
      },
    ),
    "pool.connectTimeout": unsupported(
      "a caller's acquireTimeout ends the attempt; connect_timeout in the URL is passed over",
      {
        libraryDefault: { words: "no time of its own: acquire_timeout ends the attempt" },
      },
    ),
    "pool.idleTimeout": lookedAtLater(
      "idle_timeout",
      duration({ off: "None", zero: SPINS }),
      600_000,
      "the pool looks after the shorter of idle timeout and lifetime, again and again, so it comes up to that much late",
    ),
    "pool.maxLifetime": lookedAtLater(
      "max_lifetime",
      duration({ off: "None", zero: SPINS }),
      1_800_000,
      "age is checked on return; for idle connections at intervals of the shorter of idle timeout and lifetime",
    ),
    "pool.testOnAcquire": alwaysOrNever("test_before_acquire"),
    "pool.keepAlive": unsupported("it has no setting for it", { libraryDefault: null }),
    "session.statementTimeout": inheritedMillis("options.statement_timeout", { off: 0 }),
    "session.lockTimeout": inheritedMillis("options.lock_timeout", { off: 0 }),
    "session.idleInTransactionTimeout": inheritedMillis("options.idle_in_transaction_session_timeout", { off: 0 }),
    "session.transactionTimeout": inheritedMillis("options.transaction_timeout", {
      off: 0,
      note: "PostgreSQL before 17 refuses the connection",
    }),
    "retry.maxAttempts": unsupported(BACKOFF),
    "retry.interval": unsupported(BACKOFF),
    "retry.multiplier": unsupported(BACKOFF),
    "retry.maxInterval": unsupported(BACKOFF),
  },
  ignoredKeys: [
    ...["acquire_slow_level", "acquire_slow_threshold", "acquire_time_level", "after_connect", "after_release"],
    ...["before_acquire", "extra_float_digits", "options", "socket", "statement_cache_capacity"],
    ...["ssl_client_cert_from_pem", "ssl_client_key_from_pem", "ssl_root_cert_from_pem"],
  ],
  // statement_cache_capacity(0) only stops their reuse: each query then leaves another one on the server
  prepared: { off: ".persistent(false) on every query (statement_cache_capacity(0) is not enough)" },
});

export default target;

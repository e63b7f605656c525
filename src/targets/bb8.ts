// bb8 with tokio-postgres, for Rust: the calls on the builder of the pool and on the Config of the connection
import { CONNECTOR_KEYS, TOKIO_POSTGRES, tokioPostgres, tokioPostgresUrl } from "../drivers/tokio-postgres.ts";
import { custom, decode, defineTarget, field, type Mapping, unsupported } from "../mapping/define.ts";
import { duration, names } from "../mapping/rust.ts";
import { OPTIONAL, R2D2_KNOWN, r2d2Pool } from "../pools/r2d2.ts";

const BACKOFF = "it tries again after 400 ms, 800 ms and so on, until acquireTimeout, whatever is set";

/** What becomes of every canonical field in bb8: its native key, or why it is lost. */
const target = defineTarget({
  id: "bb8",
  title: "bb8 (Rust)",
  language: "rust",
  source: {
    url: "https://docs.rs/bb8/0.9.1/bb8/struct.Builder.html",
    version: "0.9.1, bb8-postgres 0.9.0",
    checked: "2026-11",
  },
  summary: "the calls on `bb8::Builder` and `tokio_postgres::Config`, by the names of their methods",
  evidence: "measured",
  forms: ["code", "json"],
  urlParameters: tokioPostgresUrl,
  connection: { ...TOKIO_POSTGRES, wants: ["host"] },
  program: {
    detectBy: "bb8",
    opens: ["Pool.builder", "Builder.new"],
    parts: ["Config.new", "Config.parse", "Config.from_str", "TlsConnector.builder"],
    keys: {
      ...names("url", "host", "hosts", "port", "ports", "user", "password", "dbname", "options", "application_name"),
      ...names("ssl_mode", "keepalives", "keepalives_idle", "connect_timeout"),
      ...names("max_size", "min_idle", "connection_timeout", "idle_timeout", "max_lifetime", "reaper_rate"),
      ...names("test_on_check_out"),
      ...CONNECTOR_KEYS,
    },
  },
  aliases: { hosts: "host", ports: "port" },
  fields: {
    ...r2d2Pool({
      libraryDefault: 0,
      value: () => 0,
      note: "it counts idle connections only, so that a busy pool opens more, up to max",
    }),
    ...tokioPostgres({ sslMode: "tokio_postgres::config::SslMode", data: true }),
    "pool.idleTimeout": idleTimeout("idle_timeout", "reaper_rate"),
    "pool.maxLifetime": field("max_lifetime", OPTIONAL, {
      libraryDefault: 1_800_000,
      note: "age is checked on return, and at intervals of reaper_rate",
    }),
    "retry.maxAttempts": unsupported(BACKOFF),
    "retry.interval": unsupported(BACKOFF),
    "retry.multiplier": unsupported(BACKOFF),
    "retry.maxInterval": unsupported(BACKOFF),
  },
  ignoredKeys: [
    ...R2D2_KNOWN,
    ...["channel_binding", "connect_timeout", "hostaddr", "keepalives_interval", "keepalives_retries"],
    ...["load_balance_hosts", "options", "queue_strategy", "retry_connection", "ssl_negotiation"],
    ...["target_session_attrs", "tcp_user_timeout"],
  ],
});

export default target;

// left alone, the pool looks every 30 s
function idleTimeout(key: string, look: string): Mapping {
  const rate = duration({ zero: "panics" });
  const own = field(key, OPTIONAL);
  const note =
    "with reaper_rate, how often the pool looks: after a tenth of idle timeout or lifetime, at most every 250 ms";
  return custom(
    [key, look],
    OPTIONAL,
    { libraryDefault: 600_000, with: ["pool.maxLifetime"], note },
    {
      write(value, context) {
        const written = own.write(value, context);
        const times = [value as number | null, context.config.pool.maxLifetime].filter((time) => time !== null);
        if (!written.set || times.length === 0) return written;
        const often = Math.max(10, Math.min(250, Math.ceil(Math.min(...times) / 10)));
        return { ...written, set: { ...written.set, ...field(look, rate).write(often, context).set } };
      },
      read: (native) => (native.has(key) ? decode(OPTIONAL, key, native.get(key)) : undefined),
    },
  );
}

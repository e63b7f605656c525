// deadpool-postgres, for Rust: a config that serde reads

import { count } from "../codecs/units.ts";
import { CONNECTOR_KEYS, TOKIO_POSTGRES, tokioPostgres, tokioPostgresUrl } from "../drivers/tokio-postgres.ts";
import { tokioPostgresLimits } from "../mapping/authentication-limits.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { absentForOff, duration, NOT_IN_RUST, names } from "../mapping/rust.ts";
import { connectTimeout, recycling } from "../pools/deadpool.ts";

const NEVER_CLOSES = "it never closes connections on its own";
const RETAIN = "call Pool::retain in a task of the program";
const ONCE = "a failed connect is reported immediately";

const WAIT = duration({ option: true, zero: "means no wait: a caller without an idle connection fails immediately" });

/** What becomes of every canonical field in deadpool-postgres: its native key, or why it is lost. */
const target = defineTarget({
  id: "deadpool",
  title: "deadpool-postgres (Rust)",
  language: "rust",
  source: {
    url: "https://docs.rs/deadpool-postgres/0.14.2/deadpool_postgres/struct.Config.html",
    version: "0.14.2",
    checked: "2026-11",
  },
  summary: "the config that `deadpool_postgres::Config` is read from, and the program for it",
  evidence: "measured",
  forms: ["toml", "env", "json", "code"],
  under: { toml: "pg" },
  variables: { prefix: "PG", separator: "__" },
  urlParameters: tokioPostgresUrl,
  connection: {
    ...TOKIO_POSTGRES,
    severalInUrl: true,
    limits: tokioPostgresLimits("deadpool_postgres::ChannelBinding"),
    needs: ["database"],
  },
  program: {
    detectBy: "deadpool_postgres",
    opens: ["create_pool", "Pool.builder"],
    parts: [
      ...["Config", "Config.new", "Config.default", "PoolConfig", "PoolConfig.new", "PoolConfig.default", "Timeouts"],
      ...["ManagerConfig", "TlsConnector.builder"],
    ],
    keys: {
      "PoolConfig.new": "pool.max_size",
      ...names("url", "host", "hosts", "port", "ports", "user", "password", "dbname", "options", "application_name"),
      ...names("ssl_mode", "connect_timeout", "keepalives", "keepalives_idle"),
      ...CONNECTOR_KEYS,
      max_size: "pool.max_size",
      wait: "pool.timeouts.wait",
      wait_timeout: "pool.timeouts.wait",
      create: "pool.timeouts.create",
      create_timeout: "pool.timeouts.create",
      recycle: "pool.timeouts.recycle",
      recycle_timeout: "pool.timeouts.recycle",
      queue_mode: "pool.queue_mode",
      recycling_method: "manager.recycling_method",
    },
  },
  aliases: { hosts: "host", ports: "port" },
  fields: {
    ...NOT_IN_RUST,
    ...tokioPostgres({ sslMode: "deadpool_postgres::SslMode", data: false }),
    "pool.max": field("pool.max_size", count({ min: 1, text: true }), {
      // serde does not take `pool` without it
      with: ["pool.acquireTimeout", "pool.connectTimeout"],
      libraryDefault: { words: "twice the number of logical CPUs (four times the physical ones before 0.14.2)" },
    }),
    "pool.min": unsupported("connections are opened on demand, and stay open", { libraryDefault: 0 }),
    "pool.maxIdle": unsupported("it keeps every connection open", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": absentForOff(
      field("pool.timeouts.wait", WAIT, {
        support: "partial",
        fullFor: (value) => value === null,
        libraryDefault: null,
        note: "the wait for a free place only; connecting has connectTimeout for itself, and the test of a connection has no limit",
      }),
    ),
    "pool.connectTimeout": connectTimeout("pool.timeouts.create", "connect_timeout"),
    "pool.idleTimeout": unsupported(NEVER_CLOSES, { libraryDefault: null, workaround: RETAIN }),
    "pool.maxLifetime": unsupported(NEVER_CLOSES, { libraryDefault: null, workaround: RETAIN }),
    "pool.maxLifetimeJitter": unsupported("no connection ends for its age", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it never retires a connection", {
      libraryDefault: null,
      workaround: "a hook before the recycling that looks at Metrics::recycle_count",
    }),
    "pool.testOnAcquire": recycling("manager.recycling_method"),
    "retry.maxAttempts": unsupported(ONCE, { libraryDefault: 1, workaround: "try again around the first query" }),
    "retry.interval": unsupported(ONCE),
    "retry.multiplier": unsupported(ONCE),
    "retry.maxInterval": unsupported(ONCE),
  },
  ignoredKeys: [
    ...["channel_binding", "hostaddr", "hostaddrs", "load_balance_hosts", "options", "pool.queue_mode"],
    ...["pool.timeouts.recycle", "ssl_mode", "target_session_attrs"],
  ],
});

export default target;

// pgxpool of pgx 5: parameters of the connection string, with times as Go writes them

import { PGX_CONNECTION, pgxFields, pgxPrepared } from "../drivers/pgx.ts";
import { defineTarget, unsupported } from "../mapping/define.ts";
import { maximum, minimum, POOL_CONNECT_TIMEOUT, pgxpoolTimes, pgxpoolUrl } from "../pools/pgxpool.ts";

const NO_RETRY = "a failed connect is reported immediately";

/** What becomes of every canonical field in pgxpool: its native key, or why it is lost. */
const target = defineTarget({
  id: "pgxpool",
  title: "pgxpool",
  passwordCallback: {
    how: "`BeforeConnect` of `pgxpool.Config` is called before each new connection, and may set `Password` of the `pgx.ConnConfig`",
    source: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#Config",
  },
  language: "go",
  source: {
    url: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#ParseConfig",
    version: "5.12.0",
    checked: "2026-11-21",
  },
  package: { name: "github.com/jackc/pgx/v5", range: ">=5.4.3 <6" },
  summary: "the connection string for `pgxpool.New`, with the pool in its parameters",
  evidence: "measured",
  forms: ["url", "env", "code"],
  urlParameters: pgxpoolUrl,
  connection: PGX_CONNECTION,
  fields: {
    ...pgxFields(""),
    "pool.max": maximum(),
    "pool.min": minimum(),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.connectTimeout": POOL_CONNECT_TIMEOUT,
    ...pgxpoolTimes(),
    "retry.maxAttempts": unsupported(NO_RETRY, { libraryDefault: 1, workaround: "call Ping until it succeeds" }),
    "retry.interval": unsupported(NO_RETRY),
    "retry.multiplier": unsupported(NO_RETRY),
    "retry.maxInterval": unsupported(NO_RETRY),
    "observe.metrics": unsupported("it counts in any case: `pool.Stat()`", { libraryDefault: true }),
  },
  ignoredKeys: Object.keys(pgxpoolUrl.others),
  prepared: pgxPrepared(""),
  program: {
    detectBy: "pgxpool.",
    opens: ["pgxpool.New", "pgxpool.NewWithConfig", "pgxpool.Connect", "pgxpool.ConnectConfig"],
    parts: ["pgxpool.ParseConfig", "pgxpool.Config", "pgx.ParseConfig"],
    keys: {
      MaxConns: "pool_max_conns",
      MinConns: "pool_min_conns",
      MinIdleConns: "pool_min_idle_conns",
      MaxConnLifetime: "pool_max_conn_lifetime",
      MaxConnLifetimeJitter: "pool_max_conn_lifetime_jitter",
      MaxConnIdleTime: "pool_max_conn_idle_time",
      HealthCheckPeriod: "pool_health_check_period",
      ConnectTimeout: "ConnectTimeout",
      application_name: "application_name",
      search_path: "search_path",
      statement_timeout: "statement_timeout",
      lock_timeout: "lock_timeout",
      idle_in_transaction_session_timeout: "idle_in_transaction_session_timeout",
      transaction_timeout: "transaction_timeout",
    },
  },
});

export default target;

// the connection string of Go's pgxpool, which sends what it does not know to the server
import { count } from "../codecs/units.ts";
import { goDuration } from "../codecs/url-text.ts";
import { defineDialect } from "./_define.ts";
import { PGX_KNOWN } from "./_pgx.ts";

/** Times are Go durations (`30m`, `1h30m`); none can be switched off, 0 acts at once. */
export default defineDialect({
  id: "pgxpool",
  title: "pgxpool",
  source: {
    url: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#ParseConfig",
    version: "5.12",
    checked: "2026-11-21",
  },
  params: {
    pool_max_conns: { path: "pool.max", unit: count({ text: true }) },
    pool_min_conns: { path: "pool.min", unit: count({ text: true }) },
    pool_max_conn_lifetime: { path: "pool.maxLifetime", unit: goDuration() },
    pool_max_conn_lifetime_jitter: { path: "pool.maxLifetimeJitter", unit: goDuration() },
    pool_max_conn_idle_time: { path: "pool.idleTimeout", unit: goDuration() },
    pool_health_check_period: { path: "pool.healthCheckInterval", unit: goDuration() },
  },
  known: [...PGX_KNOWN, "pool_min_idle_conns", "pool_ping_timeout"].sort(),
  unknown: "sent to the server",
  marks: [
    "default_query_exec_mode",
    "description_cache_capacity",
    "pool_health_check_period",
    "pool_max_conn_idle_time",
    "pool_max_conn_lifetime",
    "pool_max_conn_lifetime_jitter",
    "pool_max_conns",
    "pool_min_conns",
    "pool_min_idle_conns",
    "pool_ping_timeout",
    "statement_cache_capacity",
  ],
  keywords: true,
});

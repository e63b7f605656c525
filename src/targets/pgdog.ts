// PgDog: pgdog.toml
import { count, millis } from "../codecs/units.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import {
  known,
  LONG,
  pgdogConnection,
  pgdogFile,
  pgdogKeepAlive,
  pgdogTest,
  pgdogTls,
  spreadLifetime,
  timed,
} from "../poolers/pgdog.ts";
import { NO_PROGRAM, poolMode, serverPool } from "../poolers/pooler.ts";

const SENT = "sent to the server with each connection; a client may set its own";

/** What becomes of every canonical field in PgDog: its native key, or why it is lost. */
const target = defineTarget({
  id: "pgdog",
  title: "PgDog",
  source: { url: "https://docs.pgdog.dev/configuration/", version: "0.1.54", checked: "2026-11-21" },
  summary: "`pgdog.toml`: one database; users are in `users.toml` next to it",
  evidence: "source",
  forms: ["toml"],
  connection: { ...pgdogConnection, wants: ["host", "database"] },
  fileLayout: pgdogFile,
  files: ["pgdog.toml"],
  constants: { "general.host": "127.0.0.1", "general.port": 6432, "general.pooler_mode": "transaction" },
  aliases: { "general.max_pool_size": "general.default_pool_size", "database.max_pool_size": "database.pool_size" },
  fields: {
    "pool.max": serverPool("general.default_pool_size", ["database.pool_size"], {
      unit: count({ min: 1 }),
      libraryDefault: 10,
      zero: "no client is ever served",
      note: "for each pair of user and database",
    }),
    "pool.min": field("general.min_pool_size", count(), { libraryDefault: 1 }),
    "pool.acquireTimeout": field("general.checkout_timeout", LONG, { libraryDefault: 5_000, note: "off is ten years" }),
    "pool.connectTimeout": field("general.connect_timeout", LONG, { libraryDefault: 5_000, note: "off is ten years" }),
    "pool.idleTimeout": timed("idle_timeout", { libraryDefault: 60_000, note: "off is ten years" }),
    ...spreadLifetime(),
    "pool.testOnAcquire": pgdogTest("general.healthcheck_interval"),
    "pool.keepAlive": pgdogKeepAlive("tcp.keepalive", "tcp.time"),
    "pool.healthCheckInterval": field("general.idle_healthcheck_interval", millis({ min: 1, max: 1e12, off: 0 }), {
      libraryDefault: 30_000,
    }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    ...NO_PROGRAM,
    "retry.maxAttempts": field("general.connect_attempts", count({ min: 1 }), {
      support: "partial",
      libraryDefault: 1,
      note: "for each connection that a pool makes, as long as the caller waits",
    }),
    "retry.interval": field("general.connect_attempt_delay", millis({ max: 1e12 }), {
      support: "partial",
      note: "the same before each attempt",
    }),
    "connection.applicationName": unsupported("a client's own name is passed to the server"),
    "session.queryTimeout": field("general.query_timeout", LONG, {
      whenSet: true,
      libraryDefault: null,
      note: "off is ten years",
    }),
    "session.statementTimeout": field("database.statement_timeout", millis({ min: 1, off: 0, beyond: "refused" }), {
      whenSet: true,
      note: SENT,
    }),
    "session.lockTimeout": field("database.lock_timeout", millis({ min: 1, off: 0, beyond: "refused" }), {
      whenSet: true,
      note: SENT,
    }),
    "session.idleInTransactionTimeout": field("general.client_idle_in_transaction_timeout", LONG, {
      support: "partial",
      whenSet: true,
      note: "PgDog closes the connection of the client, and sets nothing in the session; off leaves what the role has",
    }),
    ...pgdogTls("general.tls_verify"),
    "pooler.mode": poolMode("general.pooler_mode", ["database.pooler_mode"], { libraryDefault: "transaction" }),
    "pooler.maxPreparedStatements": field("general.prepared_statements_limit", count({ min: 1 }), { whenSet: true }),
  },
  ignoredKeys: known([
    ...["workers", "idle_healthcheck_delay", "healthcheck_timeout", "healthcheck_port", "ban_timeout", "host", "port"],
    ...["require_healthcheck_on_discovery", "ban_replica_lag", "ban_replica_lag_bytes", "rollback_timeout"],
    ...["load_balancing_strategy", "read_write_strategy", "read_write_split", "tls_certificate", "tls_private_key"],
    ...["tls_client_required", "tls_client_ca_certificate", "shutdown_timeout", "shutdown_termination_timeout"],
    ...["broadcast_address", "broadcast_port", "query_log", "query_log_stdout", "log_min_duration_parse"],
    ...["log_query_sample_length", "query_size_limit", "query_size_limit_action", "openmetrics_host"],
    ...["openmetrics_port", "openmetrics_namespace", "prepared_statements", "query_parser_enabled", "query_parser"],
    ...["regex_parser_limit", "query_parser_engine", "prepared_statements_ttl", "prepared_statements_ttl_jitter"],
    ...["query_cache_limit", "passthrough_auth", "client_login_timeout", "dry_run", "client_idle_timeout"],
    ...["mirror_queue", "mirror_exposure", "auth_type", "cross_shard_disabled", "dns_ttl", "pub_sub_channel_size"],
    ...["log_format", "log_level", "log_connections", "log_disconnections", "log_dedup_window", "log_dedup_threshold"],
    ...["two_phase_commit", "two_phase_commit_auto", "expanded_explain", "stats_period", "connection_recovery"],
    ...["client_connection_recovery", "lsn_check_interval", "lsn_check_timeout", "lsn_check_delay", "load_schema"],
    ...["unique_id_min", "unique_id_function", "system_catalogs", "omnisharded_sticky", "reload_schema_on_ddl"],
  ]),
});

export default target;

// PgCat: pgcat.toml
import { count, millis } from "../codecs/units.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { atThree, pgcatConnection, pgcatFile, pgcatKeepAlive, pgcatTest, pgcatTls } from "../poolers/pgcat.ts";
import { NO_PROGRAM, poolMode, serverPool } from "../poolers/pooler.ts";

const LAZY = {
  support: "partial",
  fullFor: (value: unknown) => value === null,
  note: "closed when its pool next looks: after that time, at most 30 s later",
} as const;

/** What becomes of every canonical field in PgCat: its native key, or why it is lost. */
const target = defineTarget({
  id: "pgcat",
  title: "PgCat",
  source: { url: "https://github.com/postgresml/pgcat/blob/main/CONFIG.md", version: "0.2.5", checked: "2026-11-21" },
  summary: "`pgcat.toml`: one pool with one user; change the password of the console",
  evidence: "source",
  forms: ["toml"],
  connection: pgcatConnection,
  fileLayout: pgcatFile,
  files: ["pgcat.toml"],
  // it does not start without the account of its console
  constants: {
    "general.host": "127.0.0.1",
    "general.port": 6432,
    "general.admin_username": "admin",
    "general.admin_password": "change-me",
    "pool.pool_mode": "transaction",
  },
  fields: {
    "pool.max": serverPool("user.pool_size", [], {
      unit: count({ min: 1 }),
      zero: "its pool refuses that, and PgCat ends when it starts",
      note: "for each user of each server",
    }),
    "pool.min": field("user.min_pool_size", count(), {
      support: "partial",
      fullFor: (value) => value === 0,
      libraryDefault: 0,
      note: "minimum number of idle connections, in addition to those in use",
    }),
    "pool.acquireTimeout": atThree("connect_timeout", {
      libraryDefault: 1_000,
      note: "its name notwithstanding: waiting and connecting together",
    }),
    "pool.connectTimeout": unsupported("connect_timeout bounds waiting and connecting together", {
      libraryDefault: { words: "as long as a caller waits" },
    }),
    "pool.idleTimeout": atThree("idle_timeout", { ...LAZY, libraryDefault: 600_000 }),
    "pool.maxLifetime": atThree("server_lifetime", { ...LAZY, libraryDefault: 3_600_000 }),
    "pool.maxLifetimeJitter": unsupported("all connections live equally long", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": pgcatTest("general.healthcheck_delay"),
    "pool.keepAlive": pgcatKeepAlive("general.tcp_keepalives_idle"),
    "pool.healthCheckInterval": unsupported("a connection is tested on checkout", { libraryDefault: null }),
    ...NO_PROGRAM,
    "connection.applicationName": unsupported("a client's own name is passed to the server; before that it is pgcat"),
    "session.queryTimeout": field("user.statement_timeout", millis({ min: 1, off: 0, max: 1e12 }), {
      whenSet: true,
      libraryDefault: null,
      note: "a timeout in PgCat, whatever its name suggests: the query keeps running, and the server is banned for a while",
    }),
    "session.statementTimeout": unsupported(
      "statement_timeout of PgCat is a clock of its own, and sets nothing on the server",
      {
        workaround: "ALTER ROLE … SET statement_timeout = …",
      },
    ),
    "session.idleInTransactionTimeout": field(
      "general.idle_client_in_transaction_timeout",
      millis({ min: 1, off: 0, max: 1e12 }),
      {
        support: "partial",
        whenSet: true,
        note: "PgCat closes the connection of the client, and sets nothing in the session; off leaves what the role has",
      },
    ),
    "connection.ssl.mode": pgcatTls("general.server_tls", "general.verify_server_certificate"),
    "connection.ssl.ca": unsupported("it trusts the authorities that are built in"),
    "connection.ssl.cert": unsupported("it shows the server no certificate"),
    "connection.ssl.key": unsupported("it shows the server no certificate"),
    "connection.ssl.serverName": unsupported("the name that is checked is that of the host"),
    "pooler.mode": poolMode("pool.pool_mode", ["user.pool_mode"], {
      modes: ["session", "transaction"],
      libraryDefault: "transaction",
    }),
    "pooler.maxPreparedStatements": field("pool.prepared_statements_cache_size", count({ off: 0 }), {
      whenSet: true,
      libraryDefault: null,
    }),
  },
  ignoredKeys: [
    ...["enable_prometheus_exporter", "prometheus_exporter_port", "tcp_keepalives_count", "tcp_keepalives_interval"],
    ...["tcp_user_timeout", "log_client_connections", "log_client_disconnections", "dns_cache_enabled", "dns_max_ttl"],
    ...["shutdown_timeout", "healthcheck_timeout", "ban_time", "server_round_robin", "worker_threads", "autoreload"],
    ...["tls_certificate", "tls_private_key", "admin_auth_type", "validate_config", "auth_query", "auth_query_user"],
    ...["auth_query_password", "host", "port", "admin_username", "admin_password"],
  ]
    .map((name) => `general.${name}`)
    .concat(
      ...["load_balancing_mode", "default_role", "query_parser_enabled", "query_parser_max_length"],
      ...["query_parser_read_write_splitting", "primary_reads_enabled", "checkout_failure_limit", "sharding_function"],
      ...["automatic_sharding_key", "sharding_key_regex", "shard_id_regex", "regex_search_limit", "default_shard"],
      ...["auth_query", "auth_query_user", "auth_query_password", "cleanup_server_connections", "plugins"],
      ...["log_client_parameter_status_changes", "db_activity_based_routing", "db_activity_init_delay"],
      ...["db_activity_ttl", "table_mutation_cache_ms_ttl"],
    )
    .map((name) => (name.includes(".") ? name : `pool.${name}`))
    .concat("user.auth_type", "user.server_username", "user.server_password", "shard.mirrors", "plugins", "path"),
});

export default target;

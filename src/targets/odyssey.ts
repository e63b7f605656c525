// Odyssey: odyssey.conf
import { count, millis } from "../codecs/units.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { odysseyConnection, odysseyFile, odysseyTls, SECONDS } from "../poolers/odyssey.ts";
import { clients, NO_PROGRAM, poolMode, serverPool } from "../poolers/pooler.ts";

const TIME = millis({ min: 1, max: 2_147_483_647, off: 0 });

/** What becomes of every canonical field in Odyssey: its native key, or why it is lost. */
const target = defineTarget({
  id: "odyssey",
  title: "Odyssey",
  source: { url: "https://github.com/yandex/odyssey/tree/master/docs", version: "1.5", checked: "2026-11-21" },
  summary: "`odyssey.conf`: a storage, and a rule for the database and the user; clients log in according to the rule",
  evidence: "source",
  forms: ["odyssey-conf"],
  connection: odysseyConnection,
  fileLayout: odysseyFile,
  files: ["odyssey.conf"],
  // it does not start without a format of its log, nor without a rule how clients log in: nobody does until that is changed
  constants: {
    log_format: "%p %t %l [%i %s] (%c) %m\\n",
    "listen.host": "127.0.0.1",
    "listen.port": 6432,
    "rule.authentication": "block",
    "rule.pool": "transaction",
  },
  fields: {
    "pool.max": serverPool("rule.pool_size", [], {
      unit: count({ min: 1 }),
      zero: "there is no limit",
      libraryDefault: { words: "no limit" },
      note: "for each pair of database and user",
    }),
    "pool.min": field("rule.min_pool_size", count(), { libraryDefault: 0 }),
    "pool.acquireTimeout": field("rule.pool_timeout", TIME, {
      libraryDefault: null,
      note: "the connection of the client is closed then",
    }),
    "pool.connectTimeout": field("backend_connect_timeout_ms", millis({ min: 1, max: 2_147_483_647 }), {
      libraryDefault: 30_000,
    }),
    "pool.idleTimeout": field("rule.pool_ttl", SECONDS, { libraryDefault: null, note: "in whole seconds, rounded up" }),
    "pool.maxLifetime": field("rule.server_lifetime", SECONDS, {
      libraryDefault: 3_600_000,
      note: "in whole seconds, rounded up; closed while idle only",
    }),
    "pool.keepAlive": field("keepalive", SECONDS, {
      libraryDefault: 15_000,
      note: "in whole seconds, rounded up; for clients, too",
    }),
    "pool.maxLifetimeJitter": unsupported("all connections live equally long", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported(
      "pool_attach_check checks whether the socket is closed, and does not query the server",
      {
        libraryDefault: null,
      },
    ),
    "pool.healthCheckInterval": unsupported("nothing looks after idle connections in the background", {
      libraryDefault: null,
    }),
    ...NO_PROGRAM,
    "connection.applicationName": unsupported("a client's own name is passed to the server"),
    "session.idleInTransactionTimeout": unsupported("pool_idle_in_transaction_timeout applies in session mode only", {
      workaround: "ALTER ROLE … SET idle_in_transaction_session_timeout = …",
    }),
    ...odysseyTls("storage.tls", (name) => `storage.tls_${name}`),
    "pooler.mode": poolMode("rule.pool", [], {}),
    "pooler.maxClientConn": clients("client_max", count({ min: 1, off: 0 }), { libraryDefault: null }),
  },
  ignoredKeys: [
    ...[
      "daemonize",
      "pid_file",
      "unix_socket_dir",
      "unix_socket_mode",
      "locks_dir",
      "graceful_die_on_errors",
      "listen",
    ],
    ...["graceful_shutdown_timeout_ms", "enable_online_restart", "online_restart_drop_options", "bindwith_reuseport"],
    ...["conn_drop_options", "log_format", "log_file", "log_to_stdout", "log_syslog", "log_syslog_ident"],
    ...["log_syslog_facility", "log_debug", "log_config", "log_session", "log_query", "log_stats", "stats_interval"],
    ...["log_general_stats_prom", "log_route_stats_prom", "promhttp_server_port", "workers", "resolvers", "readahead"],
    ...["cache_coroutine", "coroutine_stack_size", "system_coroutine_stack_size", "nodelay", "keepalive_keep_interval"],
    ...[
      "keepalive_probes",
      "keepalive_usr_timeout",
      "client_max_routing",
      "server_login_retry",
      "hba_file",
      "priority",
    ],
    ...["availability_zone", "max_sigterms_to_die", "ldap_endpoint", "shared_pool", "soft_oom", "sequential_routing"],
    ...["type", "target_session_attrs", "server_max_routing", "endpoints_status_poll_interval", "watchdog"].map(
      ofStorage,
    ),
    ...["tls_protocols", "balancing"].map(ofStorage),
    ...["authentication", "password", "auth_common_name", "auth_query", "auth_query_db", "auth_query_user"].map(ofRule),
    ...["auth_pam_service", "client_max", "password_passthrough", "pool_discard", "pool_smart_discard"].map(ofRule),
    ...["pool_discard_string", "pool_cancel", "pool_rollback", "client_fwd_error", "pool_routing"].map(ofRule),
    ...["application_name_add_host", "reserve_session_server_connection", "pool_client_idle_timeout"].map(ofRule),
    ...["pool_idle_in_transaction_timeout", "pool_reserve_prepared_statement", "pool_attach_check"].map(ofRule),
    ...["pool_acquire_fail_fast", "pool_pin_on_listen", "pool_notice_after_waiting_ms", "log_debug"].map(ofRule),
    ...["group_checker_interval", "maintain_params", "target_session_attrs", "quantiles", "catchup_timeout"].map(
      ofRule,
    ),
    ...["catchup_checks", "shared_pool", "options", "ldap_endpoint_name", "ldap_pool_size", "ldap_pool_timeout"].map(
      ofRule,
    ),
    ...["ldap_pool_ttl", "ldap_storage_credentials_attr", "ldap_storage_credentials"].map(ofRule),
  ],
});

export default target;

function ofRule(name: string): string {
  return `rule.${name}`;
}

function ofStorage(name: string): string {
  return `storage.${name}`;
}

// PgBouncer: pgbouncer.ini
import { count, text } from "../codecs/units.ts";
import { defineTarget, field } from "../mapping/define.ts";
import {
  BY_ITSELF,
  besideUsers,
  checkDelay,
  clientLimit,
  connectTimeout,
  INLINE_COMMENTS,
  keepAlive,
  key,
  minimum,
  own,
  PGBOUNCER_KNOWN,
  PGBOUNCER_LOST,
  pgbouncerConnection,
  pgbouncerFile,
  reserve,
  serverLifetime,
  serverTls,
  setting,
  sinceVersion,
  TIME,
} from "../poolers/pgbouncer.ts";
import { poolMode, serverPool } from "../poolers/pooler.ts";

/** What becomes of every canonical field in PgBouncer: its native key, or why it is lost. */
const target = defineTarget({
  id: "pgbouncer",
  title: "PgBouncer",
  source: { url: "https://www.pgbouncer.org/config.html", version: "1.26.1", checked: "2026-11-21" },
  summary:
    "`pgbouncer.ini`: one database, whose server connections are the pool; the mode is transaction unless `pooler.mode` is set",
  evidence: "measured",
  forms: ["ini"],
  connection: pgbouncerConnection,
  fileLayout: pgbouncerFile,
  files: ["pgbouncer.ini"],
  // without these it listens to no network, and lets nobody in
  constants: {
    [key("listen_addr")]: "127.0.0.1",
    [key("listen_port")]: 6432,
    [key("auth_type")]: "scram-sha-256",
    [key("auth_file")]: "/etc/pgbouncer/userlist.txt",
    [key("pool_mode")]: "transaction",
  },
  fields: {
    "connection.applicationName": field(own("application_name"), text(), {
      note: "until a client says its own, which then stands there",
    }),
    "pool.max": serverPool(key("default_pool_size"), [own("pool_size")], {
      libraryDefault: 20,
      zero: "from 1.24 on it opens connections without a limit, and before that it opens none",
      note: "for each pair of user and database; a line of the database may have its own, pool_size",
      remarks: reserve,
    }),
    "pool.min": minimum(key("min_pool_size")),
    "pool.acquireTimeout": setting(key("query_wait_timeout"), TIME, {
      libraryDefault: 120_000,
      note: "the connection of the client is closed then",
    }),
    "pool.connectTimeout": connectTimeout(key("server_connect_timeout")),
    "pool.idleTimeout": setting(key("server_idle_timeout"), TIME, { libraryDefault: 600_000 }),
    "pool.maxLifetime": serverLifetime(key("server_lifetime"), own("server_lifetime")),
    "pool.testOnAcquire": checkDelay(key("server_check_delay"), key("server_check_query")),
    "pool.keepAlive": keepAlive(key("tcp_keepalive"), key("tcp_keepidle")),
    ...PGBOUNCER_LOST,
    "session.queryTimeout": setting(key("query_timeout"), TIME, {
      whenSet: true,
      libraryDefault: null,
      note: `${BY_ITSELF}; the server continues the query`,
    }),
    "session.idleInTransactionTimeout": setting(key("idle_transaction_timeout"), TIME, {
      support: "partial",
      whenSet: true,
      note: `${BY_ITSELF}, and sets nothing in the session; off leaves what the role has`,
    }),
    "session.transactionTimeout": sinceVersion(
      setting(key("transaction_timeout"), TIME, {
        support: "partial",
        note: `${BY_ITSELF}, and sets nothing in the session; off leaves what the role has`,
      }),
      { package: "pgbouncer", name: "transaction_timeout", version: "1.25", absent: null },
    ),
    ...serverTls(key("server_tls_sslmode"), (name) => key(`server_tls_${name}`)),
    "pooler.mode": besideUsers(
      poolMode(key("pool_mode"), [own("pool_mode")], {
        libraryDefault: "session",
        note: "transaction by default",
      }),
    ),
    "pooler.maxClientConn": clientLimit(key("max_client_conn")),
    "pooler.maxPreparedStatements": sinceVersion(
      setting(key("max_prepared_statements"), count({ text: true, off: 0 }), {
        libraryDefault: 200,
        note: "0 before 1.24",
      }),
      { package: "pgbouncer", name: "max_prepared_statements", version: "1.21" },
    ),
  },
  refusesOtherLines: true,
  ignoredKeys: PGBOUNCER_KNOWN,
  checks: INLINE_COMMENTS,
});

export default target;

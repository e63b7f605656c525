// asyncpg: the arguments of `create_pool`

import { count, seconds, text } from "../codecs/units.ts";
import {
  ASYNCPG_KNOWN,
  asyncpgConnection,
  asyncpgTls,
  asyncpgUrl,
  queries,
  serverTimeout,
  time,
} from "../drivers/asyncpg.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { searchPathSetting } from "../mapping/guc.ts";
import { passwordFunction } from "../mapping/password.ts";

const SERVER = "server_settings";

/** What becomes of every canonical field in asyncpg: its native key, or why it is lost. */
const target = defineTarget({
  id: "asyncpg",
  title: "asyncpg",
  // https://magicstack.github.io/asyncpg/current/faq.html: every query is prepared under a name
  prepared: { off: "statement_cache_size=0", set: ["statement_cache_size", 0] },
  passwordCallback: passwordFunction(
    "password",
    "https://magicstack.github.io/asyncpg/current/api/index.html#connection",
  ),
  language: "python",
  package: { name: "asyncpg", range: ">=0.32 <1" },
  source: {
    url: "https://magicstack.github.io/asyncpg/current/api/index.html#asyncpg.pool.create_pool",
    version: "0.32.0",
    checked: "2026-11-21",
  },
  summary: "the arguments of `create_pool(…)`",
  evidence: "measured",
  forms: ["code", "json"],
  urlParameters: asyncpgUrl,
  connection: asyncpgConnection,
  fields: {
    ...NOT_IN_LIBRARY_POOLS,
    "connection.schema": searchPathSetting(`${SERVER}.search_path`),
    "connection.applicationName": field(`${SERVER}.application_name`, text()),
    ...asyncpgTls("ssl"),
    "connection.ssl.serverName": unsupported("it checks the certificate for the host that it connects to"),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.max": field("max_size", count({ min: 1 }), { libraryDefault: 10, with: ["pool.min"] }),
    "pool.min": field("min_size", count(), {
      libraryDefault: 10,
      with: ["pool.max"],
      note: "before 0.32 they were opened at the start, but not maintained",
    }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": unsupported("the pool has no such limit; every call has its own", {
      libraryDefault: null,
      workaround: "pool.acquire(timeout=…) with the seconds, wherever a connection is taken",
    }),
    "pool.connectTimeout": time("timeout", "no connection can be made in that time", { libraryDefault: 60_000 }),
    "pool.idleTimeout": field(
      "max_inactive_connection_lifetime",
      seconds({ fractions: true, off: 0, max: 2_147_483_647 }),
      {
        libraryDefault: 300_000,
      },
    ),
    "pool.maxLifetime": unsupported("a connection lives until it is idle for long or has had its queries", {
      libraryDefault: null,
      workaround: "pool.expire_connections(), called from time to time, has all of them replaced",
    }),
    "pool.maxLifetimeJitter": unsupported("it has no lifetime to spread", { libraryDefault: 0 }),
    "pool.maxUses": queries("max_queries"),
    "pool.testOnAcquire": unsupported("an idle connection is checked out untested", {
      libraryDefault: null,
      workaround: "a query in setup finds one that is dead, and the caller gets the error",
    }),
    "pool.keepAlive": unsupported("it has no setting for it", { libraryDefault: null }),
    "session.statementTimeout": serverTimeout(`${SERVER}.statement_timeout`),
    "session.lockTimeout": serverTimeout(`${SERVER}.lock_timeout`),
    "session.idleInTransactionTimeout": serverTimeout(`${SERVER}.idle_in_transaction_session_timeout`),
    "session.transactionTimeout": serverTimeout(`${SERVER}.transaction_timeout`, {
      note: "PostgreSQL before 17 refuses the connection",
    }),
    "session.queryTimeout": time("command_timeout", "asyncpg refuses it", { libraryDefault: null }),
  },
  ignoredKeys: ASYNCPG_KNOWN,
  program: {
    detectBy: "asyncpg",
    opens: ["asyncpg.create_pool", "=create_pool"],
    keys: Object.fromEntries(
      [
        ...["dsn", "host", "port", "user", "password", "database", "ssl", "timeout", "command_timeout", "min_size"],
        ...["max_size", "max_queries", "max_inactive_connection_lifetime", ...ASYNCPG_KNOWN],
      ].map((name) => [name, name]),
    ),
  },
});

export default target;

// Bun.SQL: the options of `new SQL(options)`
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where Bun's types are not installed */
import type { SQL } from "bun";
import { count, seconds, text } from "../codecs/units.ts";
import { bunAliases, bunConnection, bunSqlUrl, bunTls, EMPTY_URL } from "../drivers/bun-sql.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import type { Deviation, RenderOptions } from "../mapping/encode.ts";
import { inheritedMillis, searchPathSetting } from "../mapping/guc.ts";
import { passwordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";
import { liveSettings } from "../poolers/in-use.ts";

const time = () => seconds({ fractions: true, off: 0 });
const SENT = "off is 0, which is sent";
const server = (name: string, note = "PostgreSQL before 17 refuses the connection") =>
  inheritedMillis(`connection.${name}`, { off: 0, note });

/** What becomes of every canonical field in Bun.SQL: its native key, or why it is lost. */
const target = defineTarget({
  id: "bun-sql",
  title: "Bun.SQL",
  passwordCallback: passwordFunction("password", "https://bun.com/docs/runtime/sql"),
  language: "js",
  package: { name: "bun", range: ">=1.4 <2" },
  source: { url: "https://bun.com/docs/runtime/sql", version: "1.4.5", checked: "2026-11-21" },
  summary: "the options object for `new SQL(options)`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: bunSqlUrl,
  connection: bunConnection,
  // without a URL of its own it takes what is not said from DATABASE_URL, TLS and password among it
  constants: { adapter: "postgres", url: EMPTY_URL },
  fields: {
    ...NOT_IN_LIBRARY_POOLS,
    "connection.schema": searchPathSetting("connection.search_path"),
    "connection.applicationName": field("connection.application_name", text()),
    ...bunTls("tls"),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.max": field("max", count({ min: 1 }), {
      libraryDefault: 10,
      note: "all of them are opened with the first query",
    }),
    "pool.min": unsupported("no minimum is maintained: the idle timeout closes all", { libraryDefault: 0 }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": unsupported("a query waits for a connection without end", {
      libraryDefault: null,
      workaround: "sql.reserve({ signal: AbortSignal.timeout(ms) }) bounds the wait of one caller",
    }),
    "pool.connectTimeout": field("connectionTimeout", time(), { libraryDefault: 30_000 }),
    "pool.idleTimeout": field("idleTimeout", time(), { libraryDefault: null }),
    "pool.maxLifetime": field("maxLifetime", time(), { libraryDefault: null }),
    "pool.maxLifetimeJitter": unsupported("all connections live equally long", {
      libraryDefault: 0,
      workaround: "add a random part to maxLifetime in each process",
    }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("an idle connection is checked out untested", { libraryDefault: null }),
    "pool.keepAlive": unsupported("it is on, with the first probe after 60 s, always", { libraryDefault: 60_000 }),
    "session.statementTimeout": server("statement_timeout", SENT),
    "session.lockTimeout": server("lock_timeout", SENT),
    "session.idleInTransactionTimeout": server("idle_in_transaction_session_timeout", SENT),
    "session.transactionTimeout": server("transaction_timeout"),
    "session.queryTimeout": unsupported("the client has no timeout for queries", {
      libraryDefault: null,
      workaround: "session.statementTimeout, which the server enforces",
    }),
  },
  aliases: bunAliases,
  prepared: { off: "prepare: false", parameter: ["prepare", "false"], set: ["prepare", false] },
  system: { keys: ["adapter"], postgresql: ["postgres", "postgresql"] },
  ignoredKeys: [
    ...["adapter", "allowPublicKeyRetrieval", "bigint", "channelBinding", "connection", "foundRows", "onclose"],
    ...["onconnect", "path", "prepare", "socket", "tls"],
  ],
});

export default target;

/**
 * Settings for `new SQL(value)` of Bun.
 *
 * @returns the options, and what Bun cannot do. A certificate file is read when its option is first looked at.
 */
export function toBunSql(
  config: Config,
  options?: RenderOptions,
): { value: SQL.PostgresOrMySQLOptions; deviations: readonly Deviation[] } {
  return liveSettings(target, config, options) as ReturnType<typeof toBunSql>;
}

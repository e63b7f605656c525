// slonik: the arguments of `createPool(connectionUri, configuration)`
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library is not installed */
import type { ClientConfigurationInput } from "slonik";
import { count, text } from "../codecs/units.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import {
  key,
  maximumAge,
  NEVER,
  SLONIK_ALIASES,
  SLONIK_KNOWN,
  SLONIK_URI,
  serverTimeout,
  slonikConnection,
  slonikTls,
  slonikUrl,
  timeout,
} from "../drivers/pg/slonik.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { startupSearchPath, startupTimeout } from "../mapping/startup-options.ts";
import type { Config } from "../model/model.ts";

const startup = `${SLONIK_URI}.options`;

/** What becomes of every canonical field in slonik: its native key, or why it is lost. */
const target = defineTarget({
  id: "slonik",
  title: "slonik",
  passwordCallback: {
    how: "the option `password` of `createPool` takes a function, which is called for each new connection",
    source: "https://github.com/gajus/slonik",
  },
  language: "js",
  package: { name: "slonik", range: ">=49.10 <50" },
  source: { url: "https://github.com/gajus/slonik#api", version: "49.10.9", checked: "2026-11-21" },
  summary: "`connectionUri` and `configuration`, for `createPool(connectionUri, configuration)`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: slonikUrl,
  connection: slonikConnection,
  // by itself it has limits of a minute, and makes of one attempt three
  constants: {
    [key("connectionRetryLimit")]: 1,
    [key("statementTimeout")]: NEVER,
    [key("idleInTransactionSessionTimeout")]: NEVER,
  },
  fields: {
    ...NOT_IN_LIBRARY_POOLS,
    "retry.maxAttempts": unsupported("a failed connect is retried immediately or not at all", {
      libraryDefault: 1,
      workaround: "connectionRetryLimit is the number of attempts, but nothing waits between them",
    }),
    "connection.schema": startupSearchPath(startup),
    "connection.applicationName": field(`${SLONIK_URI}.application_name`, text()),
    ...slonikTls(key("ssl"), `${SLONIK_URI}.sslmode`),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.max": field(key("maxPoolSize"), count({ min: 1 }), {
      libraryDefault: 10,
      since: { package: "slonik", range: ">=49.10" },
      note: "maximumPoolSize before; a further connection is opened for a moment at the start, beside the pool",
    }),
    "pool.min": field(key("minPoolSize"), count(), {
      libraryDefault: 0,
      since: { package: "slonik", range: ">=49.10" },
      note: "minimumPoolSize before; opened in advance and refilled, since the idle timeout closes used connections all the same",
    }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": unsupported("a caller waits for a connection without end", { libraryDefault: null }),
    "pool.connectTimeout": timeout(key("connectionTimeout"), { libraryDefault: 5_000 }),
    "pool.idleTimeout": timeout(key("idleTimeout"), { libraryDefault: 5_000 }),
    "pool.maxLifetime": maximumAge(key("maximumConnectionAge")),
    "pool.maxLifetimeJitter": unsupported(
      "it spreads lifetimes by a tenth to either side, always; with what is written, over the last 18 % of the lifetime",
      { libraryDefault: { words: "a tenth to either side, always" } },
    ),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("an idle connection is checked out untested", {
      libraryDefault: null,
      workaround: "run a query in the interceptor afterPoolConnection",
    }),
    "pool.keepAlive": unsupported("it has no setting for it", { libraryDefault: null }),
    "session.statementTimeout": serverTimeout(key("statementTimeout"), startup, "statement_timeout"),
    "session.lockTimeout": startupTimeout(startup, "lock_timeout"),
    "session.idleInTransactionTimeout": serverTimeout(
      key("idleInTransactionSessionTimeout"),
      startup,
      "idle_in_transaction_session_timeout",
    ),
    "session.transactionTimeout": startupTimeout(startup, "transaction_timeout", {
      note: "PostgreSQL before 17 refuses the connection",
    }),
    "session.queryTimeout": unsupported("the client has no timeout for queries", {
      libraryDefault: null,
      workaround: "session.statementTimeout, which the server enforces",
    }),
  },
  aliases: SLONIK_ALIASES,
  ignoredKeys: SLONIK_KNOWN,
});

export default target;

/** The arguments of `createPool(connectionUri, configuration)`. */
export interface SlonikArguments {
  connectionUri: string;
  configuration: ClientConfigurationInput;
}

/**
 * Settings for `createPool(value.connectionUri, value.configuration)`.
 *
 * @returns the two arguments, and what slonik cannot do. A certificate file is read when its option is first looked at.
 */
export function toSlonik(
  config: Config,
  options?: RenderOptions,
): { value: SlonikArguments; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: SlonikArguments; deviations: readonly Deviation[] };
}

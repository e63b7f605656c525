// slonik: the arguments of `createPool(connectionUri, configuration)`
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library is not installed */
import type { ClientConfigurationInput } from "slonik";
import { count, text } from "../codecs/units.ts";
import dialect from "../dialects/slonik.ts";
import { PROMISES_OF_A_RUNTIME } from "../drivers/pg/pg.ts";
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
  timeout,
} from "../drivers/pg/slonik.ts";
import { defineTarget, lost, to } from "../mapping/define.ts";
import { type Loss, type RenderOptions, settingsFor } from "../mapping/encode.ts";
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
  basis: "measured",
  forms: ["json", "code", "ts"],
  dialect,
  connection: slonikConnection,
  // by itself it has limits of a minute, and makes of one attempt three
  always: {
    [key("connectionRetryLimit")]: 1,
    [key("statementTimeout")]: NEVER,
    [key("idleInTransactionSessionTimeout")]: NEVER,
  },
  fields: {
    ...PROMISES_OF_A_RUNTIME,
    "retry.maxAttempts": lost("a failed connect is tried again at once or not at all", {
      implicit: 1,
      workaround: "connectionRetryLimit is the number of attempts, but nothing waits between them",
    }),
    "connection.schema": startupSearchPath(startup),
    "connection.applicationName": to(`${SLONIK_URI}.application_name`, text()),
    ...slonikTls(key("ssl"), `${SLONIK_URI}.sslmode`),
    "connection.replicas": lost("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.max": to(key("maxPoolSize"), count({ min: 1 }), {
      implicit: 10,
      since: { package: "slonik", range: ">=49.10" },
      note: "maximumPoolSize before; a further connection is opened for a moment at the start, beside the pool",
    }),
    "pool.min": to(key("minPoolSize"), count(), {
      implicit: 0,
      since: { package: "slonik", range: ">=49.10" },
      note: "minimumPoolSize before; opened in advance and refilled, since the idle timeout closes used connections all the same",
    }),
    "pool.maxIdle": lost("it closes idle connections by time only", { implicit: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": lost("a caller waits for a connection without end", { implicit: null }),
    "pool.connectTimeout": timeout(key("connectionTimeout"), { implicit: 5_000 }),
    "pool.idleTimeout": timeout(key("idleTimeout"), { implicit: 5_000 }),
    "pool.maxLifetime": maximumAge(key("maximumConnectionAge")),
    "pool.maxLifetimeJitter": lost(
      "it spreads lifetimes by a tenth to either side, always; with what is written, over the last 18 % of the lifetime",
      { implicit: { words: "a tenth to either side, always" } },
    ),
    "pool.maxUses": lost("it retires a connection by age, never by use", { implicit: null }),
    "pool.testOnAcquire": lost("an idle connection is handed out untested", {
      implicit: null,
      workaround: "run a query in the interceptor afterPoolConnection",
    }),
    "pool.keepAlive": lost("it has no setting for it", { implicit: null }),
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
    "session.queryTimeout": lost("the client never gives up a query by itself", {
      implicit: null,
      workaround: "session.statementTimeout, which the server keeps",
    }),
  },
  aliases: SLONIK_ALIASES,
  known: SLONIK_KNOWN,
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
export function toSlonik(config: Config, options?: RenderOptions): { value: SlonikArguments; losses: readonly Loss[] } {
  return settingsFor(target, config, "live", options) as { value: SlonikArguments; losses: readonly Loss[] };
}

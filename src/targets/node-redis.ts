// node-redis: the two arguments of createClientPool
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { createClientPool } from "redis";
import { count, millis } from "../codecs/units.ts";
import { PROMISES_OF_A_RUNTIME } from "../drivers/pg/pg.ts";
import { cleanupDelay, clientName, retryFields, socketKeepAlive } from "../drivers/redis.ts";
import { NO_LIMITS } from "../mapping/authentication-limits.ts";
import { defineTarget, lost, to } from "../mapping/define.ts";
import { type Loss, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import type { Config } from "../model/model.ts";

const OTHER = "it is about the PostgreSQL server; Redis is another one";
const NO_SESSION = "Redis has no such setting";

/** What becomes of every canonical field in node-redis: its native key, or why it is lost. */
const target = defineTarget({
  id: "node-redis",
  title: "node-redis",
  language: "js",
  package: { name: "redis", range: ">=6 <7" },
  source: {
    url: "https://github.com/redis/node-redis/blob/master/docs/pool.md",
    version: "6.3.1",
    checked: "2026-11-21",
  },
  summary: "`clientOptions` and `poolOptions`, for `createClientPool(clientOptions, poolOptions)`",
  basis: "measured",
  forms: ["json", "code", "ts"],
  connection: { layout: "none", limits: NO_LIMITS, url: "clientOptions.url", variable: "REDIS_URL" },
  always: { clientOptions: {}, poolOptions: {} },
  fields: {
    ...PROMISES_OF_A_RUNTIME,
    "connection.schema": lost(OTHER),
    "connection.applicationName": clientName("clientOptions.name"),
    "connection.ssl.mode": lost(OTHER, { workaround: "begin REDIS_URL with rediss:" }),
    "connection.ssl.ca": lost(OTHER),
    "connection.ssl.cert": lost(OTHER),
    "connection.ssl.key": lost(OTHER),
    "connection.ssl.serverName": lost(OTHER),
    "connection.replicas": lost(OTHER),
    "pool.max": to("poolOptions.maximum", count({ min: 1 }), { implicit: 100 }),
    "pool.min": to("poolOptions.minimum", count(), { implicit: 1, note: "opened by `pool.connect()`" }),
    "pool.maxIdle": lost("it closes idle connections by time only", { implicit: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": to("poolOptions.acquireTimeout", millis({ off: 0 }), { implicit: 3_000 }),
    "pool.connectTimeout": to("clientOptions.socket.connectTimeout", millis({ off: 0 }), {
      claim: "approximate",
      exactAt: (value) => value === null,
      implicit: 5_000,
      note: "holds until TCP is connected, not for the greeting after it; then it is tried again, and pool.acquireTimeout bounds the caller",
    }),
    "pool.idleTimeout": cleanupDelay("poolOptions.cleanupDelay"),
    "pool.maxLifetime": lost("a connection lives until it is idle or breaks", { implicit: null }),
    "pool.maxLifetimeJitter": lost("it has no lifetime to spread", { implicit: 0 }),
    "pool.maxUses": lost("it does not count uses", { implicit: null }),
    "pool.testOnAcquire": lost("a connection is handed out untested", { implicit: null }),
    "pool.keepAlive": socketKeepAlive("clientOptions.socket.keepAlive", "clientOptions.socket.keepAliveInitialDelay"),
    "pool.healthCheckInterval": to("clientOptions.pingInterval", millis({ off: 0 }), { implicit: null }),
    ...retryFields("clientOptions.socket.reconnectStrategy"),
    "session.statementTimeout": lost(NO_SESSION, { implicit: null }),
    "session.lockTimeout": lost(NO_SESSION, { implicit: null }),
    "session.idleInTransactionTimeout": lost(NO_SESSION, { implicit: null }),
    "session.transactionTimeout": lost(NO_SESSION, { implicit: null }),
    "session.queryTimeout": lost("`commandOptions.timeout` counts only until a command is sent", { implicit: null }),
  },
  known: [
    ...["url", "username", "password", "credentialsProvider", "database", "keyPrefix", "commandsQueueMaxLength"],
    ...["disableOfflineQueue", "readonly", "commandOptions", "clientSideCache", "disableClientInfo", "clientInfoTag"],
    ...["emitInvalidate", "maintNotifications", "maintEndpointType", "maintRelaxedCommandTimeout", "modules"],
    ...["maintRelaxedSocketTimeout", "functions", "scripts", "RESP", "socket.host", "socket.port", "socket.path"],
    ...["socket.tls", "socket.family", "socket.noDelay", "socket.socketTimeout", "socket.servername", "socket.ca"],
    ...["socket.cert", "socket.key", "socket.rejectUnauthorized", "socket.reconnectStrategy"],
  ]
    .map((name) => `clientOptions.${name}`)
    .concat("poolOptions.clientSideCache"),
});

export default target;

/** The arguments of `createClientPool`. */
export interface RedisPoolArguments {
  clientOptions: NonNullable<Parameters<typeof createClientPool>[0]>;
  poolOptions: NonNullable<Parameters<typeof createClientPool>[1]>;
}

/**
 * Settings for `createClientPool(value.clientOptions, value.poolOptions)`.
 *
 * @returns the two arguments, without the address of the Redis server, and what node-redis cannot do.
 */
export function toNodeRedis(
  config: Config,
  options?: RenderOptions,
): { value: RedisPoolArguments; losses: readonly Loss[] } {
  return settingsFor(target, config, "live", options) as { value: RedisPoolArguments; losses: readonly Loss[] };
}

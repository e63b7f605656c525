// node-redis: the two arguments of createClientPool
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { createClientPool } from "redis";
import { count, millis } from "../codecs/units.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import { cleanupDelay, clientName, retryFields, socketKeepAlive } from "../drivers/redis.ts";
import { NO_LIMITS } from "../mapping/authentication-limits.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
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
  evidence: "measured",
  forms: ["json", "code", "ts"],
  connection: { layout: "none", limits: NO_LIMITS, url: "clientOptions.url", variable: "REDIS_URL" },
  constants: { clientOptions: {}, poolOptions: {} },
  fields: {
    ...NOT_IN_LIBRARY_POOLS,
    "connection.schema": unsupported(OTHER),
    "connection.applicationName": clientName("clientOptions.name"),
    "connection.ssl.mode": unsupported(OTHER, { workaround: "begin REDIS_URL with rediss:" }),
    "connection.ssl.ca": unsupported(OTHER),
    "connection.ssl.cert": unsupported(OTHER),
    "connection.ssl.key": unsupported(OTHER),
    "connection.ssl.serverName": unsupported(OTHER),
    "connection.replicas": unsupported(OTHER),
    "pool.max": field("poolOptions.maximum", count({ min: 1 }), { libraryDefault: 100 }),
    "pool.min": field("poolOptions.minimum", count(), { libraryDefault: 1, note: "opened by `pool.connect()`" }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": field("poolOptions.acquireTimeout", millis({ off: 0 }), { libraryDefault: 3_000 }),
    "pool.connectTimeout": field("clientOptions.socket.connectTimeout", millis({ off: 0 }), {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 5_000,
      note: "applies until TCP is connected, not to the handshake after it; then it retries, and pool.acquireTimeout limits the caller",
    }),
    "pool.idleTimeout": cleanupDelay("poolOptions.cleanupDelay"),
    "pool.maxLifetime": unsupported("a connection lives until it is idle or breaks", { libraryDefault: null }),
    "pool.maxLifetimeJitter": unsupported("it has no lifetime to spread", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it does not count uses", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("a connection is checked out untested", { libraryDefault: null }),
    "pool.keepAlive": socketKeepAlive("clientOptions.socket.keepAlive", "clientOptions.socket.keepAliveInitialDelay"),
    "pool.healthCheckInterval": field("clientOptions.pingInterval", millis({ off: 0 }), { libraryDefault: null }),
    ...retryFields("clientOptions.socket.reconnectStrategy"),
    "session.statementTimeout": unsupported(NO_SESSION, { libraryDefault: null }),
    "session.lockTimeout": unsupported(NO_SESSION, { libraryDefault: null }),
    "session.idleInTransactionTimeout": unsupported(NO_SESSION, { libraryDefault: null }),
    "session.transactionTimeout": unsupported(NO_SESSION, { libraryDefault: null }),
    "session.queryTimeout": unsupported("`commandOptions.timeout` counts only until a command is sent", {
      libraryDefault: null,
    }),
  },
  ignoredKeys: [
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
): { value: RedisPoolArguments; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as {
    value: RedisPoolArguments;
    deviations: readonly Deviation[];
  };
}

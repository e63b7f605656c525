// the URL of R2DBC, which the pool and the driver of PostgreSQL read together

import { DURATION } from "../codecs/iso-8601.ts";
import { count, text } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** Times are ISO 8601; less than nothing is off, and PT0S is at once. */
export default defineDialect({
  id: "r2dbc",
  title: "R2DBC",
  source: { url: "https://github.com/r2dbc/r2dbc-pool", version: "1.0.2", checked: "2026-11-21" },
  params: {
    maxSize: { path: "pool.max", unit: count({ min: 1, text: true }) },
    minIdle: { path: "pool.min", unit: count({ text: true }) },
    maxAcquireTime: { path: "pool.acquireTimeout", unit: DURATION },
    maxCreateConnectionTime: { path: "pool.connectTimeout", unit: DURATION },
    maxIdleTime: { path: "pool.idleTimeout", unit: DURATION },
    maxLifeTime: { path: "pool.maxLifetime", unit: DURATION },
    schema: { path: "connection.schema", unit: text() },
    applicationName: { path: "connection.applicationName", unit: text() },
  },
  known: [
    ...["acquireRetry", "autodetectExtensions", "backgroundEvictionInterval", "compatibilityMode", "connectTimeout"],
    ...["currentSchema", "errorResponseLogLevel", "extensions", "fetchSize", "forceBinary", "hostRecheckTime"],
    ...["initialSize", "loadBalanceHosts", "lockWaitTimeout", "loopResources", "maxValidationTime", "noticeLogLevel"],
    ...["options", "poolName", "postAllocate", "preRelease", "preferAttachedBuffers", "preparedStatementCacheQueries"],
    ...["registerJmx", "socket", "sslCert", "sslContextBuilderCustomizer", "sslHostnameVerifier", "sslKey", "sslMode"],
    ...["sslNegotiation", "sslPassword", "sslRootCert", "sslSni", "sslmode", "statementTimeout", "targetServerType"],
    ...["tcpKeepAlive", "tcpNoDelay", "timeZone", "validationDepth", "validationQuery"],
  ],
  unknown: "ignored",
  marks: ["maxAcquireTime", "maxIdleTime", "maxLifeTime", "validationDepth"],
  prefixes: ["r2dbc:"],
});

// RDS Proxy: the ConnectionPoolConfig of a target group
import { seconds } from "../codecs/units.ts";
import { NO_LIMITS } from "../mapping/authentication-limits.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { NO_PROGRAM } from "../poolers/pooler.ts";
import { percentOfServer } from "../poolers/rds-proxy.ts";

const OTHER = "the proxy knows its server by its registration in AWS";
const CHECK = "the proxy checks its server by the certificates of AWS";

/** What becomes of every canonical field in RDS Proxy: its native key, or why it is lost. */
const target = defineTarget({
  id: "rds-proxy",
  title: "RDS Proxy",
  source: {
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html",
    version: "hosted",
    checked: "2026-11-21",
  },
  summary:
    "the `ConnectionPoolConfig` of `aws rds modify-db-proxy-target-group`; sizes are percentages, so `server.maxConnections` must be set",
  evidence: "source",
  forms: ["json"],
  connection: { layout: "none", limits: NO_LIMITS },
  fields: {
    "pool.max": percentOfServer("MaxConnectionsPercent", "pool.max", {
      least: 1,
      libraryDefault: { words: "100 % of max_connections" },
      note: "of the server's max_connections, rounded down, and for all users and databases together",
    }),
    "pool.maxIdle": percentOfServer("MaxIdleConnectionsPercent", "pool.maxIdle", {
      least: 0,
      libraryDefault: { words: "50 % of max_connections" },
      note: "of the server's max_connections, rounded down; it needs MaxConnectionsPercent beside it",
    }),
    "pool.min": unsupported("no minimum is maintained; MaxIdleConnectionsPercent is a maximum", { libraryDefault: 0 }),
    "pool.acquireTimeout": field(
      "ConnectionBorrowTimeout",
      seconds({ min: 1, max: 3_600, off: 0, beyond: "refused" }),
      {
        libraryDefault: 120_000,
        note: "in whole seconds, rounded up; counts once all connections are open and busy",
      },
    ),
    "pool.connectTimeout": unsupported("it has no setting for it"),
    "pool.idleTimeout": unsupported("a connection counts as idle after 5 minutes, always", { libraryDefault: 300_000 }),
    "pool.maxLifetime": unsupported("an unused connection is closed after 24 hours, always", {
      libraryDefault: 86_400_000,
    }),
    "pool.maxLifetimeJitter": unsupported("it has no lifetime to spread", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it does not count uses", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("it has no setting for it"),
    "pool.keepAlive": unsupported("it has no setting for it"),
    "pool.healthCheckInterval": unsupported("it has no setting for it"),
    ...omitIdle(),
    "connection.applicationName": unsupported("it has no setting for it; InitQuery is for MySQL only"),
    "connection.ssl.mode": unsupported(CHECK),
    "connection.ssl.ca": unsupported(CHECK),
    "connection.ssl.cert": unsupported(OTHER),
    "connection.ssl.key": unsupported(OTHER),
    "connection.ssl.serverName": unsupported(OTHER),
  },
  ignoredKeys: ["SessionPinningFilters", "InitQuery"],
});

export default target;

function omitIdle() {
  const { "pool.maxIdle": _, ...rest } = NO_PROGRAM;
  return rest;
}

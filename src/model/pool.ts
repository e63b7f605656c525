// pool.*: one pool in one process
import { count, countOrOff, durationOrOff, jitter, testWhen } from "./field.ts";

const HIKARI = "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby";
const GO = "https://pkg.go.dev/database/sql#DB";
const PGXPOOL = "https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#Config";

export const pool = {
  /** Ceiling on the open connections of one pool in one process. Every process of every instance has its own. */
  max: count({
    summary: "Maximum number of open connections of one pool in one process",
    min: 1,
    max: 100_000,
    default: 10,
    zero: false,
    source: HIKARI,
    aliases: [
      "max_connections",
      "max_open_conns",
      "max_open_connections",
      "max_conns",
      "max_pool_size",
      "maximum_pool_size",
      "max_size",
      "pool_size",
      "connection_limit",
    ],
  }),
  /** Floor on the open connections, idle or not, that the pool keeps. Few libraries open them in advance. */
  min: count({
    summary: "Minimum number of open connections (idle or in use) that the pool maintains",
    min: 0,
    max: 100_000,
    default: 0,
    zero: true,
    source: PGXPOOL,
    aliases: ["min_connections", "min_conns", "min_pool_size", "minimum_pool_size", "min_size"],
  }),
  /** Ceiling on the idle connections that are kept; those above it are closed when they are returned. */
  maxIdle: count({
    summary: "Maximum number of idle connections",
    min: 0,
    max: 100_000,
    default: { sameAs: "pool.max" },
    zero: true,
    source: GO,
    aliases: ["max_idle_conns", "max_idle_connections"],
  }),
  /** How many callers may queue for a connection; the next one is refused at once. */
  maxWaiting: countOrOff({
    summary: "Maximum number of callers that wait for a connection",
    min: 0,
    max: 1_000_000,
    default: null,
    zero: true,
    aliases: ["max_waiting_clients", "queue_limit"],
  }),
  /** Longest that a caller waits for a usable connection, connecting included; then it gets an error. */
  acquireTimeout: durationOrOff({
    summary: "Maximum time to wait for a connection from the pool, including the time to open a new one",
    default: 30_000,
    source: HIKARI,
    aliases: ["connection_timeout", "pool_timeout", "checkout_timeout"],
  }),
  /** Longest that one new connection may take to establish, authentication included. */
  connectTimeout: durationOrOff({
    summary: "Maximum time to establish a new connection, including authentication",
    default: 10_000,
    source: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNECT-CONNECT-TIMEOUT",
  }),
  /** An idle connection above `min` is closed after this. */
  idleTimeout: durationOrOff({
    summary: "Time after which an idle connection above min is closed",
    default: 600_000,
    source: HIKARI,
    aliases: ["conn_max_idle_time", "max_conn_idle_time", "max_idle_time", "max_idle_connection_lifetime"],
  }),
  /** No connection lives longer, except one that is in use, which goes when it is returned. */
  maxLifetime: durationOrOff({
    summary: "Maximum lifetime of a connection; one that is in use is closed on release",
    default: 1_800_000,
    source: HIKARI,
    aliases: ["conn_max_lifetime", "max_conn_lifetime", "max_connection_lifetime", "connection_max_lifetime"],
  }),
  /** Lifetimes are spread over [lifetime − jitter, lifetime], so that connections made together do not end together. */
  maxLifetimeJitter: jitter({
    summary: "Random reduction of the lifetime: each is in [lifetime − jitter, lifetime]",
    default: "10%",
    zero: true,
    source: PGXPOOL,
    aliases: ["max_conn_lifetime_jitter", "lifetime_jitter"],
  }),
  /** Checkouts before a connection is retired. */
  maxUses: countOrOff({
    summary: "Maximum number of checkouts of a connection before it is closed",
    min: 1,
    max: 1_000_000_000,
    default: null,
    source: "https://node-postgres.com/apis/pool",
  }),
  /** Whether a connection is tested before it is handed out: off, always, or only if idle for longer. */
  testOnAcquire: testWhen({
    summary: "Whether a connection is tested before it is checked out",
    default: null,
    zero: true,
    aliases: ["test_before_acquire", "test_on_borrow", "test_on_check_out", "pool_pre_ping"],
  }),
  /** TCP keep-alive: the first probe is sent after this. */
  keepAlive: durationOrOff({
    summary: "Idle time before the first TCP keep-alive probe",
    default: 30_000,
    aliases: ["keepalives_idle"],
  }),
  /** How often the pool looks after its connections in the background. */
  healthCheckInterval: durationOrOff({
    summary: "Interval of the background check of connections",
    default: 30_000,
    source: PGXPOOL,
    aliases: ["health_check_period", "health_interval"],
  }),
};

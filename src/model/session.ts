// session.* and retry.* and observe.*: what a connection carries, and how its failure is met
import { count, duration, durationOrOff, flag } from "./field.ts";

const CLIENT = "https://www.postgresql.org/docs/18/runtime-config-client.html";

export const session = {
  /** The server ends a statement that runs longer. Not set: what the role or the server has. */
  statementTimeout: durationOrOff({
    summary: "The server ends a statement that runs longer",
    default: null,
    inherit: true,
    source: CLIENT,
  }),
  /** The server ends a statement that waits longer for a lock. Not set: what the role or the server has. */
  lockTimeout: durationOrOff({
    summary: "The server ends a statement that waits longer for a lock",
    default: null,
    inherit: true,
    source: CLIENT,
  }),
  /** The server ends a session that idles longer inside a transaction. Not set: what the role or the server has. */
  idleInTransactionTimeout: durationOrOff({
    summary: "The server ends a session that idles longer inside a transaction",
    default: null,
    inherit: true,
    source: CLIENT,
    aliases: ["idle_in_transaction_session_timeout"],
  }),
  /** The server ends a transaction that lasts longer (PostgreSQL 17 and later). Not set: what the role or the server has. */
  transactionTimeout: durationOrOff({
    summary: "The server ends a transaction that lasts longer (PostgreSQL ≥ 17)",
    default: null,
    inherit: true,
    source: CLIENT,
  }),
  /** The client gives up on a query that takes longer; the server may go on with it. */
  queryTimeout: durationOrOff({
    summary: "The client gives up on a query that takes longer",
    default: null,
    inherit: true,
    source: "https://node-postgres.com/apis/client",
  }),
};

export const retry = {
  /** Attempts to connect at boot and after a server restart, the first included. */
  maxAttempts: count({
    summary: "Attempts to connect, the first included",
    min: 1,
    max: 1_000,
    default: 3,
    aliases: ["max_retries"],
  }),
  /** Wait before the second attempt. */
  interval: duration({
    summary: "Wait before the second attempt",
    default: 1_000,
    zero: true,
    aliases: ["retry_interval"],
  }),
  /** Each further wait is so many times the one before. */
  multiplier: count({ summary: "Each further wait is so many times the one before", min: 1, max: 100, default: 2 }),
  /** No wait is longer. */
  maxInterval: duration({ summary: "No wait is longer", default: 30_000, zero: true }),
};

export const observe = {
  /** A connection that is held longer is reported as leaked. */
  leakThreshold: durationOrOff({
    summary: "A connection that is held longer is reported as leaked",
    default: null,
    aliases: ["leak_detection_threshold"],
    source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  }),
  /** Whether the pool counts and times what it does. */
  metrics: flag({
    summary: "Whether the pool counts and times what it does",
    default: true,
    aliases: ["metrics_enabled"],
  }),
};

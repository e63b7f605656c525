// session.* and retry.* and observe.*: what a connection carries, and how its failure is met
import { count, duration, durationOrOff, flag, inheritedLimit } from "./field.ts";

const CLIENT = "https://www.postgresql.org/docs/18/runtime-config-client.html";

export const session = {
  /** The server ends a statement that runs longer. Not set: what the role or the server has. */
  statementTimeout: inheritedLimit({
    summary: "Maximum time of a statement; the server cancels it",
    source: CLIENT,
  }),
  /** The server ends a statement that waits longer for a lock. Not set: what the role or the server has. */
  lockTimeout: inheritedLimit({
    summary: "Maximum time to wait for a lock; the server cancels the statement",
    source: CLIENT,
  }),
  /** The server ends a session that idles longer inside a transaction. Not set: what the role or the server has. */
  idleInTransactionTimeout: inheritedLimit({
    summary: "Maximum idle time inside a transaction; the server ends the session",
    source: CLIENT,
    aliases: ["idle_in_transaction_session_timeout"],
  }),
  /** The server ends a transaction that lasts longer (PostgreSQL 17 and later). Not set: what the role or the server has. */
  transactionTimeout: inheritedLimit({
    summary: "Maximum time of a transaction; the server ends the session (PostgreSQL ≥ 17)",
    source: CLIENT,
  }),
  /** The client gives up on a query that takes longer; the server may go on with it. */
  queryTimeout: inheritedLimit({
    summary: "Maximum time that the client waits for a query",
    source: "https://node-postgres.com/apis/client",
  }),
};

export const retry = {
  /** Attempts to connect at boot and after a server restart, the first included. */
  maxAttempts: count({
    summary: "Number of attempts to connect, including the first",
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
  multiplier: count({
    summary: "Backoff multiplier: each wait is this many times the previous one",
    min: 1,
    max: 100,
    default: 2,
  }),
  /** No wait is longer. */
  maxInterval: duration({ summary: "Maximum wait between attempts", default: 30_000, zero: true }),
};

export const observe = {
  /** A connection that is held longer is reported as leaked. */
  leakThreshold: durationOrOff({
    summary: "Time after which a checked-out connection is reported as a leak",
    default: null,
    aliases: ["leak_detection_threshold"],
    source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  }),
  /** Whether the pool counts and times what it does. */
  metrics: flag({
    summary: "Whether the pool records counts and times",
    default: true,
    aliases: ["metrics_enabled"],
  }),
};

// Errors of a running pool. Each contains the numbers at the time and what to do, and ends with the phrase that pg uses
// for the situation, because programs match on it

import { PoolcfgError } from "../diagnostics/errors.ts";
import { formatDuration } from "../model/duration.ts";

/** What a pool looked like when something failed. */
export interface PoolSnapshot {
  /** Name of the pool. */
  readonly pool: string;
  /** Maximum number of connections. */
  readonly max: number;
  /** Connections that are checked out. */
  readonly used: number;
  /** Idle connections. */
  readonly idle: number;
  /** Connections that are being opened. */
  readonly opening: number;
  /** Waiting callers. */
  readonly waiting: number;
  /** Checked-out connections on which no query is running. */
  readonly idleWhileHeld: number;
}

/** pg's message for each of these situations, by the code of our error. */
export const PG_PHRASES = {
  "acquire-timeout": "timeout exceeded when trying to connect",
  "connect-timeout": "Connection terminated due to connection timeout",
  "pool-closed": "Cannot use a pool after calling end on the pool",
} as const;

/**
 * Thrown if no connection was available within `pool.acquireTimeout`; `code` is `acquire-timeout`. `cause` is why the
 * last attempt failed, if one did. The message ends with pg's "timeout exceeded when trying to connect". Safe to retry.
 */
export class PoolTimeoutError extends PoolcfgError {
  static override readonly name: string = "PoolTimeoutError";
  /** State of the pool when the time was over. */
  readonly snapshot: PoolSnapshot;

  constructor(waited: number, snapshot: PoolSnapshot, cause?: unknown) {
    super(
      "acquire-timeout",
      `Timed out after ${formatDuration(waited)} (pool.acquireTimeout) waiting for a connection from pool ${quoted(snapshot)} (${numbers(snapshot)}). ${advice(snapshot, cause)} pg: ${PG_PHRASES["acquire-timeout"]}`,
      cause === undefined ? {} : { cause },
    );
    this.snapshot = snapshot;
  }
}

/** Thrown immediately if `pool.maxWaiting` callers are already waiting; `code` is `queue-full`. Safe to retry later. */
export class PoolQueueFullError extends PoolcfgError {
  static override readonly name: string = "PoolQueueFullError";
  /** State of the pool when the caller arrived. */
  readonly snapshot: PoolSnapshot;

  constructor(maxWaiting: number, snapshot: PoolSnapshot) {
    super(
      "queue-full",
      `The wait queue of pool ${quoted(snapshot)} is full: ${maxWaiting} callers may wait (pool.maxWaiting; ${numbers(snapshot)}). Shed load, or raise pool.maxWaiting.`,
    );
    this.snapshot = snapshot;
  }
}

/** Thrown if a connection is requested from a pool that is closed or closing; `code` is `pool-closed`. */
export class PoolClosedError extends PoolcfgError {
  static override readonly name: string = "PoolClosedError";
  constructor(pool: string, waited: boolean) {
    const what = waited ? "was closed while the caller waited" : "is closed";
    super(
      "pool-closed",
      `Pool ${JSON.stringify(pool)} ${what}. Close it after its last user. pg: ${PG_PHRASES["pool-closed"]}`,
    );
  }
}

/**
 * Thrown if a new connection was not established within `pool.connectTimeout`; `code` is `connect-timeout`. `cause` is
 * the error that ended the attempt. Safe to retry.
 */
export class ConnectTimeoutError extends PoolcfgError {
  static override readonly name: string = "ConnectTimeoutError";
  constructor(pool: string, ms: number, cause?: unknown) {
    super(
      "connect-timeout",
      `A new connection of pool ${JSON.stringify(pool)} was not established within ${formatDuration(ms)} (pool.connectTimeout). Check that the server is up and reachable from here. pg: ${PG_PHRASES["connect-timeout"]}`,
      cause === undefined ? {} : { cause },
    );
  }
}

function quoted({ pool }: PoolSnapshot): string {
  return JSON.stringify(pool);
}

/**
 * Thrown if a statement of `pool.query()` left its connection inside a transaction, such as `BEGIN`; `code` is
 * `transaction-left-open`. The transaction was rolled back.
 */
export class TransactionLeftOpenError extends PoolcfgError {
  static override readonly name: string = "TransactionLeftOpenError";
  constructor(pool: string) {
    super(
      "transaction-left-open",
      `pool.query() of pool ${JSON.stringify(pool)} left a transaction open. It was rolled back, because each pool.query() may use another connection. Run a transaction on one client: const client = await pool.connect(); await client.query("BEGIN"); …; client.release().`,
    );
  }
}

function numbers({ max, used, idle, opening, waiting }: PoolSnapshot): string {
  return `${used}/${max} in use, ${idle} idle, ${opening} connecting, ${waiting} waiting`;
}

function advice({ max, used, opening, idleWhileHeld }: PoolSnapshot, cause: unknown): string {
  if (used >= max && idleWhileHeld === used)
    return "All connections are checked out but none is running a query: this looks like a nested-checkout deadlock. Run the inner queries on the client that is checked out already, or raise pool.max above the number of callers that do so at once.";
  if (cause instanceof Error) return `The last attempt to connect failed: ${cause.message}.`;
  if (used < max && opening > 0)
    return "The server has not answered the new connections yet: check that it is up and reachable, and set pool.connectTimeout below pool.acquireTimeout to learn why.";
  return "Look for connections that are held too long (observe.leakThreshold), or raise pool.max.";
}

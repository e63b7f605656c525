// the errors of a running pool: each gives the numbers at the time and what to do, and ends with the phrase that pg uses for
// the situation, because programs match on it

import { PoolcfgError } from "../diagnostics/errors.ts";
import { formatDuration } from "../model/duration.ts";

/** What a pool looked like when something failed. */
export interface PoolSnapshot {
  /** Name of the pool. */
  readonly pool: string;
  /** Most connections that it may have. */
  readonly max: number;
  /** Connections that callers hold. */
  readonly used: number;
  /** Connections that are free. */
  readonly idle: number;
  /** Connections that are being opened. */
  readonly opening: number;
  /** Callers that wait. */
  readonly waiting: number;
  /** Connections that callers hold and run nothing on. */
  readonly resting: number;
}

/** What pg says of these situations, by the code of our error. */
export const PG_PHRASES = {
  "acquire-timeout": "timeout exceeded when trying to connect",
  "connect-timeout": "Connection terminated due to connection timeout",
  "pool-closed": "Cannot use a pool after calling end on the pool",
} as const;

/**
 * Thrown if no connection was available within `pool.acquireTimeout`; `code` is `acquire-timeout`. `cause` is why the last
 * new one failed, if one did. The message ends with pg's "timeout exceeded when trying to connect". Safe to retry.
 */
export class PoolTimeoutError extends PoolcfgError {
  static override readonly name: string = "PoolTimeoutError";
  /** What the pool looked like when the time was over. */
  readonly occupancy: PoolSnapshot;

  constructor(waited: number, occupancy: PoolSnapshot, cause?: unknown) {
    super(
      "acquire-timeout",
      `Timed out after ${formatDuration(waited)} (pool.acquireTimeout) waiting for a connection from pool ${quoted(occupancy)} (${numbers(occupancy)}). ${advice(occupancy, cause)} pg: ${PG_PHRASES["acquire-timeout"]}`,
      cause === undefined ? {} : { cause },
    );
    this.occupancy = occupancy;
  }
}

/** Thrown at once where `pool.maxWaiting` callers wait already; `code` is `queue-full`. Safe to try again, but later. */
export class PoolQueueFullError extends PoolcfgError {
  static override readonly name: string = "PoolQueueFullError";
  /** What the pool looked like when the caller came. */
  readonly occupancy: PoolSnapshot;

  constructor(maxWaiting: number, occupancy: PoolSnapshot) {
    super(
      "queue-full",
      `The wait queue of pool ${quoted(occupancy)} is full: ${maxWaiting} callers may wait (pool.maxWaiting; ${numbers(occupancy)}). Shed load, or raise pool.maxWaiting.`,
    );
    this.occupancy = occupancy;
  }
}

/** Thrown where a connection is asked of a pool that was closed, or is being closed; `code` is `pool-closed`. */
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
 * Thrown where a new connection was not established within `pool.connectTimeout`; `code` is `connect-timeout`. `cause` is
 * what the attempt ended with. Safe to try again.
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

function advice({ max, used, opening, resting }: PoolSnapshot, cause: unknown): string {
  if (used >= max && resting === used)
    return "All connections are checked out but none is running a query: this looks like a nested-checkout deadlock. Run the inner queries on the client that is checked out already, or raise pool.max above the number of callers that do so at once.";
  if (cause instanceof Error) return `The last attempt to connect failed: ${cause.message}.`;
  if (used < max && opening > 0)
    return "The server has not answered the new connections yet: check that it is up and reachable, and set pool.connectTimeout below pool.acquireTimeout to learn why.";
  return "Look for connections that are held too long (observe.leakThreshold), or raise pool.max.";
}

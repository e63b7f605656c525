// the errors of a running pool: each says the numbers at the time, and what to do
import { formatDuration } from "../duration.ts";
import { PoolcfgError } from "../errors.ts";

/** What a pool looked like when something failed. */
export interface Occupancy {
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

/**
 * Thrown where no connection came within `pool.acquireTimeout`; `code` is `acquire-timeout`. `cause` is why the last new
 * one failed, where one did. Safe to try again.
 */
export class PoolTimeoutError extends PoolcfgError {
  static override readonly name: string = "PoolTimeoutError";
  /** What the pool looked like when the time was over. */
  readonly occupancy: Occupancy;

  constructor(waited: number, occupancy: Occupancy, cause?: unknown) {
    super(
      "acquire-timeout",
      `No connection of the pool ${quoted(occupancy)} within ${formatDuration(waited)} (pool.acquireTimeout): ${numbers(occupancy)}. ${advice(occupancy, cause)}`,
      cause === undefined ? {} : { cause },
    );
    this.occupancy = occupancy;
  }
}

/** Thrown at once where `pool.maxWaiting` callers wait already; `code` is `queue-full`. Safe to try again, but later. */
export class PoolQueueFullError extends PoolcfgError {
  static override readonly name: string = "PoolQueueFullError";
  /** What the pool looked like when the caller came. */
  readonly occupancy: Occupancy;

  constructor(maxWaiting: number, occupancy: Occupancy) {
    super(
      "queue-full",
      `The queue of the pool ${quoted(occupancy)} is full: ${maxWaiting} may wait (pool.maxWaiting), and ${numbers(occupancy)}. Shed the load, or raise pool.maxWaiting.`,
    );
    this.occupancy = occupancy;
  }
}

/** Thrown where a connection is asked of a pool that was closed, or is being closed; `code` is `pool-closed`. */
export class PoolClosedError extends PoolcfgError {
  static override readonly name: string = "PoolClosedError";
  constructor(pool: string, waited: boolean) {
    const what = waited ? "was closed while the caller waited" : "is closed, and hands out no connection";
    super("pool-closed", `The pool ${JSON.stringify(pool)} ${what}. Close it after its last user.`);
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
      `A new connection of the pool ${JSON.stringify(pool)} was not established within ${formatDuration(ms)} (pool.connectTimeout). Is the server up, and does the network lead there?`,
      cause === undefined ? {} : { cause },
    );
  }
}

function quoted({ pool }: Occupancy): string {
  return JSON.stringify(pool);
}

function numbers({ max, used, idle, opening, waiting }: Occupancy): string {
  return `of ${max} connections ${used} are in use, ${idle} idle and ${opening} being opened; ${waiting} callers wait`;
}

function advice({ max, used, resting }: Occupancy, cause: unknown): string {
  if (used >= max && resting === used)
    return "All of them are held, and none runs a query: callers that hold one connection and ask for another wait for each other. Run the inner queries on the connection that is held, or raise pool.max above the callers that do so at once.";
  if (cause instanceof Error) return `The last attempt to connect failed: ${cause.message}`;
  return "Look for connections that are held too long (observe.leakThreshold), or raise pool.max.";
}

// State of a pool for a health endpoint, from what the pool already knows
import type { Engine } from "./engine.ts";

/** Liveness and readiness. */
export interface PoolHealth {
  /** Liveness. False only if the pool is closed: an unreachable database is no reason to restart a process. */
  readonly live: boolean;
  /**
   * Readiness. False while the pool cannot serve: it is closed, has not reached its minimum yet, or cannot open a
   * connection.
   */
  readonly ready: boolean;
  /**
   * Why it is not ready; `exhausted` if it is ready, but all connections are in use while callers wait; else `ok`.
   * `starting`: the minimum is not reached yet. `unreachable`: no connection is open, and the last attempt failed.
   * `closing`: it is being closed, and connections are in use. `closed`: no connection is left.
   */
  readonly reason: "ok" | "exhausted" | "starting" | "unreachable" | "closing" | "closed";
  /** The reason as a sentence, without secrets. */
  readonly message: string;
}

/** Computes the health of a pool without querying the server. */
export function healthOf({
  settings,
  max,
  connections,
  connector,
  queue,
  used,
  closing,
  occupied,
}: Engine): PoolHealth {
  const { min } = settings;
  const open = connections.size;
  const { error } = connector.backoff;
  if (closing && occupied === 0) return { live: false, ready: false, reason: "closed", message: "The pool is closed." };
  if (closing) {
    const message = `The pool is being closed; ${used} connections are still in use.`;
    return { live: true, ready: false, reason: "closing", message };
  }
  if (open === 0 && error !== undefined) {
    const message = `No connection is open, and the last attempt failed: ${error.message}`;
    return { live: true, ready: false, reason: "unreachable", message };
  }
  if (open < min && !connector.reached) {
    const message = `${open} of ${min} connections are open (pool.min).`;
    return { live: true, ready: false, reason: "starting", message };
  }
  if (used >= max && queue.length > 0) {
    const message = `All ${max} connections are in use, and ${queue.length} callers wait.`;
    return { live: true, ready: true, reason: "exhausted", message };
  }
  return { live: true, ready: true, reason: "ok", message: `${used} of ${max} connections are in use.` };
}

// what a health endpoint says of a pool, from what the pool knows already
import type { Engine } from "./engine.ts";

/** Whether a process may go on, and whether it should be sent requests. */
export interface PoolHealth {
  /** Whether the process may go on. False only for a pool that is closed: a database that is away is no reason to restart a process. */
  readonly live: boolean;
  /** Whether it should be sent requests. False while the pool cannot serve: it is closed, its floor is not reached yet, or no connection can be had. */
  readonly ready: boolean;
  /**
   * Why it is not ready, or `exhausted` where it is and all connections are in use while callers wait; `ok` otherwise.
   * `starting`: the floor was not reached yet. `unreachable`: none is open, and the last attempt failed. `closing`: it is
   * being closed, and connections are in use. `closed`: it has none any more.
   */
  readonly reason: "ok" | "exhausted" | "starting" | "unreachable" | "closing" | "closed";
  /** The same in a sentence, without secrets. */
  readonly message: string;
}

/** Judges a pool without asking the server. */
export function healthOf({ settings, max, connections, opener, queue, used, closing, occupied }: Engine): PoolHealth {
  const { min } = settings;
  const open = connections.size;
  const { error } = opener.gate;
  if (closing && occupied === 0) return { live: false, ready: false, reason: "closed", message: "The pool is closed." };
  if (closing) {
    const message = `The pool is being closed; ${used} connections are still in use.`;
    return { live: true, ready: false, reason: "closing", message };
  }
  if (open === 0 && error !== undefined) {
    const message = `No connection is open, and the last attempt failed: ${error.message}`;
    return { live: true, ready: false, reason: "unreachable", message };
  }
  if (open < min && !opener.reached) {
    const message = `${open} of ${min} connections are open (pool.min).`;
    return { live: true, ready: false, reason: "starting", message };
  }
  if (used >= max && queue.length > 0) {
    const message = `All ${max} connections are in use, and ${queue.length} callers wait.`;
    return { live: true, ready: true, reason: "exhausted", message };
  }
  return { live: true, ready: true, reason: "ok", message: `${used} of ${max} connections are in use.` };
}

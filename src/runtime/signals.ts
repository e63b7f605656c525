// the end of a process that is told to end
import { timerDelay } from "../duration.ts";
import type { CloseOptions } from "./closing.ts";

/** Something that is closed as pools are. */
export interface Closable {
  close(options?: CloseOptions): Promise<unknown>;
}

/** A signal that asks a process to end. */
export type EndSignal = "SIGTERM" | "SIGINT" | "SIGHUP" | "SIGQUIT" | "SIGBREAK" | "SIGUSR2";

/** How a process ends. */
export interface SignalOptions {
  /** Signals that end it. Default: `SIGTERM` and `SIGINT`. */
  readonly signals?: readonly EndSignal[];
  /**
   * How long the platform waits before it kills, in milliseconds; the pools have two seconds less. Default: 30000 (30 s), as
   * in Kubernetes; 10000 in Docker.
   */
  readonly grace?: number;
  /** Done first, and waited for: close the HTTP server, stop taking jobs. */
  readonly before?: (signal: EndSignal) => unknown;
}

/** What is left to the process after the pools, in milliseconds. */
const MARGIN_MS = 2_000;

const GRACE_MS = 30_000;

/**
 * Closes pools when the process is told to end, and lets the signal end it then. Callers who wait are served first, as long
 * as there is time. A second signal ends the process at once.
 *
 * @param pools one after the other, in this order.
 * @returns a function that takes the handlers away again.
 * @example
 *     const pool = createPool(await loadPoolConfig());
 *     closeOnSignal(pool, { before: () => console.log("no more requests") });
 */
export function closeOnSignal(pools: Closable | readonly Closable[], options: SignalOptions = {}): () => void {
  const { signals = ["SIGTERM", "SIGINT"], grace = GRACE_MS, before } = options;
  const remove = () => {
    for (const signal of signals) process.off(signal, end);
  };
  const end = async (signal: EndSignal) => {
    remove();
    const until = performance.now() + Math.max(0, grace - MARGIN_MS);
    const left = () => Math.max(0, until - performance.now());
    try {
      await within(left(), before?.(signal));
      for (const pool of [pools].flat()) await pool.close({ timeout: left() });
    } finally {
      process.kill(process.pid, signal);
    }
  };
  for (const signal of signals) process.on(signal, end);
  return remove;
}

async function within(ms: number, work: unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timerDelay(ms));
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

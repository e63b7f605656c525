// Closes pools when the process receives a signal to stop

import { PoolcfgError } from "../diagnostics/errors.ts";
import { timerDelay } from "../model/duration.ts";
import type { CloseOptions } from "./closing.ts";
import { millisOption, onlyKnown, typedOption, wordOption } from "./options.ts";
import { graceOf } from "./platforms.ts";

/** Anything with the `close` method of pools. */
export interface Closable {
  /** Closes it, in at most `timeout` milliseconds. */
  close(options?: CloseOptions): Promise<unknown>;
}

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGBREAK", "SIGUSR2"] as const;

/** A signal that requests termination. */
export type EndSignal = (typeof SIGNALS)[number];

/** How a process shuts down. */
export interface SignalOptions {
  /** Signals that start the shutdown. Default: `SIGTERM` and `SIGINT`. */
  readonly signals?: readonly EndSignal[];
  /**
   * Grace period of the platform before it kills the process, in milliseconds; `before` and the pools get a fifth less,
   * but at most two seconds less. Default: the platform's default, if its environment variables identify it:
   * Kubernetes, ECS and Heroku 30 s, Cloud Run 10 s, Fly.io 5 s, PM2 1.6 s; 30 s elsewhere. `docker stop` waits 10 s,
   * which cannot be detected.
   */
  readonly grace?: number;
  /**
   * Runs first, and is awaited within the grace period: close the HTTP server, stop taking jobs. If it fails, the
   * signal ends the process immediately. Default: none.
   */
  readonly before?: (signal: EndSignal) => unknown;
}

/** Time reserved for the process after the pools are closed: milliseconds, and the share of a short grace period. */
const MARGIN_MS = 2_000;
const MARGIN_SHARE = 0.2;

/**
 * Closes pools when the process receives a signal to stop, then lets the signal end it. Waiting callers are served
 * first, as long as there is time. A second signal ends the process immediately.
 *
 * @param pools closed one after the other, in this order.
 * @returns a function that removes the handlers.
 * @example
 *     const pool = createPool(await loadPoolConfig());
 *     closeOnSignal(pool, { before: () => console.log("no more requests") });
 */
export function closeOnSignal(pools: Closable | readonly Closable[], options: SignalOptions = {}): () => void {
  onlyKnown("closeOnSignal", options, ["signals", "grace", "before"]);
  const { signals = ["SIGTERM", "SIGINT"], grace = graceOf(process.env), before } = options;
  millisOption("grace", grace);
  typedOption("before", before, "function");
  if (!Array.isArray(signals))
    throw new PoolcfgError("usage", `signals is no list: it is one of ${SIGNALS.join(", ")}.`);
  for (const signal of signals) wordOption("A signal", signal, SIGNALS);
  const closables = [pools].flat() as readonly Closable[];
  if (closables.length === 0 || !closables.every((pool) => typeof pool?.close === "function"))
    throw new PoolcfgError("usage", "closeOnSignal takes a pool, or several: what createPool or createPools gives.");
  const remove = () => {
    for (const signal of signals) process.off(signal, end);
  };
  const end = async (signal: EndSignal) => {
    remove();
    const until = performance.now() + grace - Math.min(MARGIN_MS, grace * MARGIN_SHARE);
    const left = () => Math.max(0, until - performance.now());
    try {
      await within(left(), before?.(signal));
      for (const pool of closables) await pool.close({ timeout: left() });
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

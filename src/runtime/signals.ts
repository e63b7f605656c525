// the end of a process that is told to end

import { PoolcfgError } from "../diagnostics/errors.ts";
import { timerDelay } from "../model/duration.ts";
import type { CloseOptions } from "./closing.ts";
import { millisOption, onlyKnown, typedOption, wordOption } from "./options.ts";
import { graceOf } from "./platforms.ts";

/** Something that is closed as pools are. */
export interface Closable {
  /** Closes it, in at most `timeout` milliseconds. */
  close(options?: CloseOptions): Promise<unknown>;
}

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGBREAK", "SIGUSR2"] as const;

/** A signal that asks a process to end. */
export type EndSignal = (typeof SIGNALS)[number];

/** How a process ends. */
export interface SignalOptions {
  /** Signals that end it. Default: `SIGTERM` and `SIGINT`. */
  readonly signals?: readonly EndSignal[];
  /**
   * How long the platform waits before it kills, in milliseconds; `before` and the pools have a fifth less, two seconds
   * at most. Default: what the platform waits unless it was told otherwise, where its variables tell which one it is:
   * Kubernetes, ECS and Heroku 30 s, Cloud Run 10 s, Fly.io 5 s, PM2 1.6 s; 30 s elsewhere. `docker stop` waits 10 s, and
   * does not show.
   */
  readonly grace?: number;
  /**
   * Done first, and waited for as long as there is time: close the HTTP server, stop taking jobs. Where it fails, the signal
   * ends the process at once. Default: nothing.
   */
  readonly before?: (signal: EndSignal) => unknown;
}

/** What is left to the process after the pools: milliseconds, and a share of the time where that is short. */
const MARGIN_MS = 2_000;
const MARGIN_SHARE = 0.2;

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

// the end of a pool: nobody new, those who wait, those who hold, and the connections
import { timerDelay } from "../model/duration.ts";
import { destroy } from "./client.ts";
import type { Engine } from "./engine.ts";
import { PoolClosedError } from "./errors.ts";
import { millisOption, onlyKnown, wordOption } from "./options.ts";

/** How a pool is closed. */
export interface CloseOptions {
  /**
   * Longest to wait for callers, in milliseconds, 0 or more; then those who wait are failed with `PoolClosedError`, and what
   * is held is closed under its holders. Default: null, as long as it takes.
   */
  readonly timeout?: number | null;
  /**
   * What becomes of callers who wait: `serve` lets them have their connection first, `fail` gives them a `PoolClosedError` at
   * once. Default: `"serve"`.
   */
  readonly waiters?: "serve" | "fail";
}

/** What became of the callers when the pool was closed. */
export interface CloseResult {
  /** Callers who waited and were failed. */
  readonly failed: number;
  /** Connections that were closed while they were held. */
  readonly cut: number;
}

/** Closes a pool once. */
export class Closing {
  readonly #engine: Engine;
  #closed: Promise<CloseResult> | undefined;
  #cut: (() => void) | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * A later call waits for the first one, and can only shorten it.
   *
   * @throws PoolcfgError `usage` for options that are none; nothing is closed then.
   */
  close(options: CloseOptions = {}): Promise<CloseResult> {
    onlyKnown("close", options, ["timeout", "waiters"]);
    const { timeout = null, waiters = "serve" } = options;
    if (timeout !== null) millisOption("timeout", timeout);
    wordOption("waiters", waiters, ["serve", "fail"]);
    this.#closed ??= this.#close();
    if (waiters === "fail") this.#fail();
    if (timeout === null) return this.#closed;
    const timer = setTimeout(() => this.#cut?.(), timerDelay(timeout));
    return this.#closed.finally(() => clearTimeout(timer));
  }

  #failed = 0;

  #close(): Promise<CloseResult> {
    const engine = this.#engine;
    engine.closing = true;
    engine.housekeeper.stop();
    let cut = 0;
    return new Promise((resolve) => {
      const watch = () => {
        if (engine.queue.length > 0) return;
        for (const connection of [...engine.idle]) engine.close(connection, "close");
        engine.opener.abandon();
        if (engine.occupied > 0) return;
        engine.watchers.delete(watch);
        resolve({ failed: this.#failed, cut });
      };
      this.#cut = () => {
        this.#fail();
        for (const connection of [...engine.connections]) {
          if (connection.state === "used") cut += 1;
          engine.close(connection, "close");
          destroy(connection.client);
        }
      };
      engine.watchers.add(watch);
      engine.settle();
    });
  }

  #fail(): void {
    const { queue, settings } = this.#engine;
    for (let waiter = queue.shift(); waiter !== undefined; waiter = queue.shift()) {
      this.#failed += 1;
      waiter.deliver(new PoolClosedError(settings.name, true));
    }
    this.#engine.settle();
  }
}

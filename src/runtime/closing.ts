// Graceful shutdown of a pool: refuse new callers, serve or fail waiting ones, wait for checked-out connections, close
import { timerDelay } from "../model/duration.ts";
import { destroy } from "./client.ts";
import type { Engine } from "./engine.ts";
import { PoolClosedError } from "./errors.ts";
import { millisOption, onlyKnown, wordOption } from "./options.ts";

/** How a pool is closed. */
export interface CloseOptions {
  /**
   * Maximum time to wait for callers, in milliseconds, 0 or more. After it, waiting callers get a `PoolClosedError`,
   * and connections that are still checked out are closed. Default: null (no limit).
   */
  readonly timeout?: number | null;
  /**
   * What happens to waiting callers: `serve` gives them a connection first, `fail` rejects them with a
   * `PoolClosedError` immediately. Default: `"serve"`.
   */
  readonly waiters?: "serve" | "fail";
}

/** What happened to the callers when the pool was closed. */
export interface CloseResult {
  /** Waiting callers that were rejected. */
  readonly failed: number;
  /** Connections that were closed while checked out. */
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
   * A later call waits for the first one, and can only shorten its time limit.
   *
   * @throws PoolcfgError `usage` for options that are not valid; nothing is closed then.
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
        engine.connector.abandon();
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

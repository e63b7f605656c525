// One timer for the maintenance of a pool
import { timerDelay } from "../model/duration.ts";

/** A recurring task. */
export interface MaintenanceTask {
  /** When it is next due, on the clock of `performance.now`; Infinity if nothing is due. */
  due(now: number): number;
  run(now: number): void;
}

/** Runs each task when it is due. Its timer does not keep the process alive. */
export class Housekeeper {
  readonly #tasks: readonly MaintenanceTask[];
  #timer: NodeJS.Timeout | undefined;
  #at = Number.POSITIVE_INFINITY;
  #stopped = false;

  constructor(tasks: readonly MaintenanceTask[]) {
    this.#tasks = tasks;
  }

  /** Makes sure that it runs at that time or earlier. */
  by(at: number): void {
    if (at >= this.#at || this.#stopped) return;
    this.#at = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), timerDelay(at - performance.now()));
    this.#timer.unref();
  }

  /** Stops. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#at = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const task of this.#tasks) if (task.due(now) <= now) task.run(now);
    this.by(Math.min(...this.#tasks.map((task) => task.due(now))));
  }
}

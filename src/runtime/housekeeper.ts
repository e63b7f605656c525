// one timer for all that a pool does by itself
import { timerDelay } from "../model/duration.ts";

/** Something that is to be done from time to time. */
export interface Chore {
  /** When it is next due, on the clock of `performance.now`; Infinity where nothing is. */
  due(now: number): number;
  run(now: number): void;
}

/** Does each chore when it is due. Its timer does not keep the process alive. */
export class Housekeeper {
  readonly #chores: readonly Chore[];
  #timer: NodeJS.Timeout | undefined;
  #at = Number.POSITIVE_INFINITY;
  #stopped = false;

  constructor(chores: readonly Chore[]) {
    this.#chores = chores;
  }

  /** Makes sure that it looks at that time, or sooner. */
  by(at: number): void {
    if (at >= this.#at || this.#stopped) return;
    this.#at = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), timerDelay(at - performance.now()));
    this.#timer.unref();
  }

  /** Does nothing more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#at = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const chore of this.#chores) if (chore.due(now) <= now) chore.run(now);
    this.by(Math.min(...this.#chores.map((chore) => chore.due(now))));
  }
}

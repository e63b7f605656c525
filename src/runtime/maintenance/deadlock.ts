// tells of callers that hold connections and wait for each other, long before the first of them runs out of time
import type { Engine } from "../engine.ts";
import type { Chore } from "../housekeeper.ts";

/** How long nothing may happen before it is told, in milliseconds. */
const STILL_MS = 1_000;

/** Milliseconds between two looks: what runs a query now and then is at it in one of them. */
export const LOOK_MS = 125;

/** Watches for the state that no connection leaves: all are held, nothing runs on any, and callers wait. */
export class Standstill implements Chore {
  readonly #engine: Engine;
  #looked = 0;
  #since = 0;
  /** How many connections had been handed out when it began. */
  #acquired = -1;
  #told = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  due(): number {
    const { queue, counts } = this.#engine;
    const over = this.#told && counts.acquired === this.#acquired;
    return queue.length === 0 || over ? Number.POSITIVE_INFINITY : this.#looked + LOOK_MS;
  }

  run(now: number): void {
    this.#looked = now;
    const { counts } = this.#engine;
    if (!this.#isStill() || counts.acquired !== this.#acquired) {
      this.#acquired = counts.acquired;
      this.#since = now;
      this.#told = false;
    } else if (now - this.#since >= STILL_MS) this.tell();
  }

  /** Tells of it once, if it is so: a caller ran out of time. */
  tell(): void {
    const engine = this.#engine;
    if (!this.#isStill() || (this.#told && engine.counts.acquired === this.#acquired)) return;
    this.#acquired = engine.counts.acquired;
    this.#told = true;
    engine.leaks?.alarm();
    const { occupancy } = engine;
    const stacks = [...engine.connections].flatMap(({ acquireStack }) => acquireStack?.stack ?? []);
    engine.report(() => ({ type: "deadlock", occupancy, stacks }));
  }

  #isStill(): boolean {
    const { used, max, resting } = this.#engine.occupancy;
    return used >= max && resting === used;
  }
}

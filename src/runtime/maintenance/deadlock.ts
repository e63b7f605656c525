// Reports callers that wait for each other's connections, long before the first one times out
import type { Engine } from "../engine.ts";
import type { MaintenanceTask } from "../housekeeper.ts";

/** How long nothing may happen before it is reported, in milliseconds. */
const STILL_MS = 1_000;

/** Milliseconds between two looks: what runs a query now and then is at it in one of them. */
export const LOOK_MS = 125;

/** Detects a deadlock: all connections are checked out, none is running a query, and callers are waiting. */
export class DeadlockDetector implements MaintenanceTask {
  readonly #engine: Engine;
  #looked = 0;
  #since = 0;
  /** Number of checkouts when it began. */
  #acquired = -1;
  #reported = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  due(): number {
    const { queue, counts } = this.#engine;
    const over = this.#reported && counts.acquired === this.#acquired;
    return queue.length === 0 || over ? Number.POSITIVE_INFINITY : this.#looked + LOOK_MS;
  }

  run(now: number): void {
    this.#looked = now;
    const { counts } = this.#engine;
    if (!this.#isStill() || counts.acquired !== this.#acquired) {
      this.#acquired = counts.acquired;
      this.#since = now;
      this.#reported = false;
    } else if (now - this.#since >= STILL_MS) this.reportDeadlock();
  }

  /** Tells of it once, if it is so: a caller ran out of time. */
  reportDeadlock(): void {
    const engine = this.#engine;
    if (!this.#isStill() || (this.#reported && engine.counts.acquired === this.#acquired)) return;
    this.#acquired = engine.counts.acquired;
    this.#reported = true;
    engine.leaks?.alarm();
    const { snapshot } = engine;
    const stacks = [...engine.connections].flatMap(({ acquireStack }) => acquireStack?.stack ?? []);
    engine.report(() => ({ type: "deadlock", snapshot, stacks }));
  }

  #isStill(): boolean {
    const { used, max, idleWhileHeld } = this.#engine.snapshot;
    return used >= max && idleWhileHeld === used;
  }
}

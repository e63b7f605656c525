// the callers that wait: first come, first served, each until its deadline
import { timerDelay } from "../model/duration.ts";
import type { Connection } from "./connection.ts";

/** A caller that waits for a connection. */
export interface Waiter {
  /** Called once, with an error or a connection. */
  readonly deliver: (error: Error | undefined, connection?: Connection) => void;
  /** When it came, on the clock of `performance.now`. */
  readonly since: number;
  /** How many rounds of attempts had failed when it came. */
  readonly round: number;
  /** Whether the pool itself asks, for one query. */
  readonly own: boolean;
  /** Where it was asked, if that was noted. */
  readonly taker: Error | undefined;
}

/** Waiters in the order that they came. All have the same time to wait, so the first is the first to run out of it. */
export class Queue {
  readonly #timeout: number | null;
  readonly #expire: (waiter: Waiter, waited: number) => void;
  // the first waiter is at #head: shifting a long array moves all of it
  #waiters: (Waiter | undefined)[] = [];
  #head = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param timeout milliseconds, or null for no end. */
  constructor(timeout: number | null, expire: (waiter: Waiter, waited: number) => void) {
    this.#timeout = timeout;
    this.#expire = expire;
  }

  get length(): number {
    return this.#waiters.length - this.#head;
  }

  get first(): Waiter | undefined {
    return this.#waiters[this.#head];
  }

  push(waiter: Waiter): void {
    this.#waiters.push(waiter);
    if (this.#timeout === null) return;
    // a waiting caller keeps the process alive, for it is owed an answer; a timer that is there is cheaper than a new one
    if (this.#timer === undefined) this.#watch(waiter.since);
    else if (this.length === 1) this.#timer.ref();
  }

  shift(): Waiter | undefined {
    const waiter = this.#waiters[this.#head];
    if (waiter === undefined) return undefined;
    this.#waiters[this.#head] = undefined;
    this.#head += 1;
    if (this.#head === this.#waiters.length) {
      this.#waiters = [];
      this.#head = 0;
      this.#timer?.unref();
    } else if (this.#head > 1_000 && this.#head * 2 > this.#waiters.length) {
      this.#waiters = this.#waiters.slice(this.#head);
      this.#head = 0;
    }
    return waiter;
  }

  /** Takes the last one out again. */
  pop(): Waiter | undefined {
    if (this.length === 0) return undefined;
    if (this.length === 1) return this.shift();
    return this.#waiters.pop();
  }

  #watch(now: number): void {
    this.#timer = setTimeout(() => this.#late(), timerDelay(this.first!.since + this.#timeout! - now));
  }

  #late(): void {
    this.#timer = undefined;
    const now = performance.now();
    const late: Waiter[] = [];
    while (this.first !== undefined && this.first.since + this.#timeout! <= now) late.push(this.shift()!);
    if (this.first !== undefined) this.#watch(now);
    for (const waiter of late) this.#expire(waiter, now - waiter.since);
  }
}

// The waiting callers: first come, first served, each until its deadline
import { timerDelay } from "../model/duration.ts";
import type { Connection } from "./connection.ts";

/** A waiting caller. */
export interface Waiter {
  /** Called once, with an error or a connection. */
  readonly deliver: (error: Error | undefined, connection?: Connection) => void;
  /** When it arrived, on the clock of `performance.now`. */
  readonly since: number;
  /** How many rounds of attempts had failed when it arrived. */
  readonly round: number;
  /** Whether the pool itself waits, for one query. */
  readonly own: boolean;
  /** Stack of the request, if that was recorded. */
  readonly acquireStack: Error | undefined;
}

/** Waiting callers in order of arrival. All have the same timeout, so the first is the first to time out. */
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
    // a waiting caller keeps the process alive; reusing a timer is cheaper than creating one
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

  /** Removes the last one. */
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

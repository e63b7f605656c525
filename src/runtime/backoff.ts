// when to try again: waits that grow, spread so that processes that failed together do not come back together
import type { RetryPolicy } from "./settings.ts";

/** A wait is shorter than its policy says by up to this share. */
const SPREAD = 0.1;

/**
 * The wait before the next attempt.
 *
 * @param failures attempts that failed so far, 1 or more.
 * @param random from 0 up to 1.
 * @returns milliseconds, at most `maxInterval`, shortened by up to a tenth.
 */
export function waitBefore(failures: number, policy: RetryPolicy, random = Math.random()): number {
  const { interval, multiplier, maxInterval } = policy;
  const grown = Math.min(interval * multiplier ** (failures - 1), maxInterval);
  return grown * (1 - SPREAD * random);
}

/** Whether the server may be let in peace: while it fails, attempts are made one at a time, with waits between. */
export class Gate {
  readonly #policy: RetryPolicy;
  #failures = 0;
  #failedAt = 0;

  /** When the next attempt may start, on the clock of `performance.now`. */
  opensAt = 0;
  /** Why the last attempt failed; undefined once one has succeeded. */
  error: Error | undefined;
  /** Counts the rounds that failed; attempts that were under way together are one round. */
  round = 0;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
  }

  /** Whether the last attempt failed. */
  get failing(): boolean {
    return this.error !== undefined;
  }

  /** Notes that an attempt begins. While the server fails, the next one waits as if this one had failed, for it may hang. */
  pass(now: number): void {
    if (this.failing) this.opensAt = now + waitBefore(Math.max(1, this.#failures), this.#policy);
  }

  /** Notes that an attempt of that round failed. */
  fail(round: number, error: Error, now: number): void {
    this.error = error;
    if (round !== this.round) return;
    this.round += 1;
    this.#failures += 1;
    this.#failedAt = now;
    this.opensAt = now + waitBefore(this.#failures, this.#policy);
  }

  /** Notes that an attempt succeeded. */
  succeed(): void {
    this.error = undefined;
    this.#failures = 0;
    this.opensAt = 0;
  }

  /** A caller that comes when all attempts have failed begins with the first wait again. */
  renew(): void {
    if (this.#failures < this.#policy.maxAttempts) return;
    this.#failures = 1;
    this.opensAt = Math.min(this.opensAt, this.#failedAt + waitBefore(1, this.#policy));
  }
}

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
export class Backoff {
  readonly #policy: RetryPolicy;
  #failures = 0;
  #failedAt = 0;
  #permanent = false;

  /** When the next attempt may start, on the clock of `performance.now`. */
  opensAt = 0;
  /** Why the last attempt failed; undefined once one has succeeded. */
  error: Error | undefined;
  /** Counts the rounds that failed; attempts that were under way together are one round. */
  round = 0;
  /** Failed attempts that no caller has been given the error of yet. */
  undelivered = 0;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
  }

  /** Whether the last attempt failed. */
  get failing(): boolean {
    return this.error !== undefined;
  }

  /**
   * Whether the server is known to fail: all attempts of `retry.maxAttempts` did, two at least, because one lost connection
   * says nothing of the server; or the last one failed in a way that does not pass.
   */
  get exhausted(): boolean {
    return this.#permanent || this.#failures >= Math.max(2, this.#policy.maxAttempts);
  }

  /** Notes that an attempt begins. While the server fails, the next one waits as if this one had failed, for it may hang. */
  pass(now: number): void {
    if (this.failing) this.opensAt = now + waitBefore(Math.max(1, this.#failures), this.#policy);
  }

  /** Notes that an attempt of that round failed. */
  fail(round: number, error: Error, now: number, passing: boolean): void {
    this.error = error;
    this.undelivered += 1;
    this.#permanent = !passing;
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
    this.#permanent = false;
    this.undelivered = 0;
    this.opensAt = 0;
  }

  /** While callers come, attempts are no further apart than the first wait, so that they are served soon after the server is back. */
  hurry(): void {
    this.opensAt = Math.min(this.opensAt, this.#failedAt + waitBefore(1, this.#policy));
  }
}

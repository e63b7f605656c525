// Backoff with jitter: waits grow, and processes that failed together do not retry together
import type { RetryPolicy } from "./settings.ts";

/** Maximum share by which a wait is shortened at random. */
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

/** Backoff state: while the server is failing, one attempt at a time, with waits in between. */
export class Backoff {
  readonly #policy: RetryPolicy;
  #failures = 0;
  #failedAt = 0;
  #permanent = false;

  /** When the next attempt may start, on the clock of `performance.now`. */
  nextAttemptAt = 0;
  /** Why the last attempt failed; undefined once one has succeeded. */
  error: Error | undefined;
  /** Number of failed rounds. Attempts that ran at the same time count as one round. */
  round = 0;
  /** Failed attempts whose error has not been passed to a caller yet. */
  undelivered = 0;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
  }

  /** Whether the last attempt failed. */
  get failing(): boolean {
    return this.error !== undefined;
  }

  /**
   * Whether the server is considered down: `retry.maxAttempts` attempts have failed (at least two, because one lost
   * connection says nothing about the server), or the last one failed with a permanent error.
   */
  get exhausted(): boolean {
    return this.#permanent || this.#failures >= Math.max(2, this.#policy.maxAttempts);
  }

  /**
   * Records the start of an attempt. While the server is failing, the next attempt waits as if this one had failed,
   * because it may hang.
   */
  pass(now: number): void {
    if (this.failing) this.nextAttemptAt = now + waitBefore(Math.max(1, this.#failures), this.#policy);
  }

  /** Records a failed attempt of that round. */
  fail(round: number, error: Error, now: number, passing: boolean): void {
    this.error = error;
    this.undelivered += 1;
    this.#permanent = !passing;
    if (round !== this.round) return;
    this.round += 1;
    this.#failures += 1;
    this.#failedAt = now;
    this.nextAttemptAt = now + waitBefore(this.#failures, this.#policy);
  }

  /** Records a successful attempt. */
  succeed(): void {
    this.error = undefined;
    this.#failures = 0;
    this.#permanent = false;
    this.undelivered = 0;
    this.nextAttemptAt = 0;
  }

  /**
   * While there are new callers, attempts are at most the first wait apart, so that callers are served soon after the
   * server recovers.
   */
  hurry(): void {
    this.nextAttemptAt = Math.min(this.nextAttemptAt, this.#failedAt + waitBefore(1, this.#policy));
  }
}

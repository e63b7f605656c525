// Retries a function if that is safe
import { timerDelay } from "../model/duration.ts";
import { retry } from "../model/session.ts";
import { waitBefore } from "./backoff.ts";
import { safeToRetry } from "./failures.ts";
import { numberOption, onlyKnown } from "./options.ts";
import type { RetryPolicy } from "./settings.ts";

/**
 * Runs a function, and retries it with backoff while `safeToRetry` accepts its error.
 *
 * @param run what to do; for a transaction, all of it, from its start.
 * @param policy as `config.retry` has it, times in milliseconds: `maxAttempts` 1 or more, `interval` and `maxInterval`
 *   0 or more, `multiplier` 1 or more. Defaults as in a config: 3 attempts, 1000, 30000, 2.
 * @returns what the function returns.
 * @throws PoolcfgError `usage` for a policy that is not valid, before anything is run; else the last error of the
 *   function, immediately if a retry is not safe.
 * @example
 *     const config = await loadPoolConfig();
 *     const pool = createPool(config);
 *     await withRetry(() => pool.query("UPDATE account SET balance = 0 WHERE id = 1"), config.retry);
 */
export async function withRetry<T>(run: () => T | Promise<T>, policy: Partial<RetryPolicy> = {}): Promise<T> {
  const whole = wholePolicy(policy);
  for (let failures = 1; ; failures++) {
    try {
      return await run();
    } catch (error) {
      if (failures >= whole.maxAttempts || !safeToRetry(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, timerDelay(waitBefore(failures, whole))));
    }
  }
}

const LEAST = { maxAttempts: 1, interval: 0, multiplier: 1, maxInterval: 0 } as const;

function wholePolicy(given: Partial<RetryPolicy>): RetryPolicy {
  onlyKnown("withRetry", given, Object.keys(LEAST));
  const usual = Object.fromEntries(Object.entries(retry).map(([name, field]) => [name, field.default]));
  const whole = { ...usual, ...given } as unknown as RetryPolicy;
  for (const [name, least] of Object.entries(LEAST)) numberOption(name, whole[name as keyof RetryPolicy], least);
  return whole;
}

// runs something again where that is safe
import { timerDelay } from "../duration.ts";
import { waitBefore } from "./backoff.ts";
import { safeToRetry } from "./failures.ts";
import type { RetryPolicy } from "./settings.ts";

/**
 * Runs a function, and runs it again where it failed and `safeToRetry` says so, with growing waits between.
 *
 * @param run what to do; for a transaction, all of it, from its start.
 * @param policy as `config.retry` has it, times in milliseconds.
 * @returns what the function returns.
 * @throws what it threw last; at once where running it again may do harm.
 * @example
 *     const config = await loadPoolConfig();
 *     const pool = createPool(config);
 *     await withRetry(() => pool.query("UPDATE account SET balance = 0 WHERE id = 1"), config.retry);
 */
export async function withRetry<T>(run: () => T | Promise<T>, policy: RetryPolicy): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await run();
    } catch (error) {
      if (failures >= policy.maxAttempts || !safeToRetry(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, timerDelay(waitBefore(failures, policy))));
    }
  }
}

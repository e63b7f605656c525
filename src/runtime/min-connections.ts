// Waits until the minimum number of connections is open
import { MAX_TIMER_MS } from "../model/duration.ts";
import type { Engine } from "./engine.ts";
import { PoolClosedError } from "./errors.ts";

/** Resolves when the minimum is reached; rejects when the attempts are used up or the pool is closed. */
export function minReached(engine: Engine): Promise<void> {
  const { settings, watchers, connector } = engine;
  const { round } = connector.backoff;
  return new Promise((resolve, reject) => {
    // the caller is waiting for an answer, so the process stays alive
    const awake = setInterval(() => {}, MAX_TIMER_MS);
    const watch = (failure?: { error: Error; passing: boolean }) => {
      const given = failure && (!failure.passing || connector.backoff.round - round >= settings.retry.maxAttempts);
      if (engine.connections.size >= settings.min) resolve();
      else if (engine.closing) reject(new PoolClosedError(settings.name, true));
      else if (given) reject(failure.error);
      else return;
      clearInterval(awake);
      watchers.delete(watch);
    };
    watchers.add(watch);
    watch();
  });
}

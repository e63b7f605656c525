// waits until as many connections are open as the floor asks for
import { MAX_TIMER_MS } from "../model/duration.ts";
import type { Engine } from "./engine.ts";
import { PoolClosedError } from "./errors.ts";

/** Resolves when the floor is reached, rejects when the attempts are used up or the pool is closed. */
export function floorReached(engine: Engine): Promise<void> {
  const { settings, watchers, opener } = engine;
  const { round } = opener.gate;
  return new Promise((resolve, reject) => {
    // whoever waits is owed an answer, so the process goes on
    const awake = setInterval(() => {}, MAX_TIMER_MS);
    const watch = (failure?: { error: Error; passing: boolean }) => {
      const given = failure && (!failure.passing || opener.gate.round - round >= settings.retry.maxAttempts);
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

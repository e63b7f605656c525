// Tests idle connections in the background
import type { Engine } from "../engine.ts";
import type { MaintenanceTask } from "../housekeeper.ts";

export function healthTask(engine: Engine): MaintenanceTask {
  const { healthCheckInterval: interval } = engine.settings;
  let next = performance.now() + (interval ?? Number.POSITIVE_INFINITY);
  return {
    due: () => (engine.idle.length > 0 ? next : Number.POSITIVE_INFINITY),
    run(now) {
      next = now + interval!;
      // half, so that one that answered just after the last look is not spared twice
      void oneByOne(engine, now - interval! / 2);
    },
  };
}

// so that a caller that arrives meanwhile finds the others
async function oneByOne(engine: Engine, before: number): Promise<void> {
  for (const connection of [...engine.idle])
    if (connection.state === "idle" && connection.answeredAt < before) await engine.healthChecker.check(connection);
}

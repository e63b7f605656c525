// lets the process exit when nothing but idle connections keeps it alive
import type { Engine } from "../engine.ts";
import type { MaintenanceTask } from "../housekeeper.ts";

/** How long an idle connection keeps the process alive, in milliseconds: `idleTimeoutMillis` of pg, after which pg closes it. */
export const LINGER_MS = 10_000;

export function lingerTask(engine: Engine): MaintenanceTask {
  return {
    due: () =>
      engine.idle.reduce(
        (least, { unreferenced, idleSince }) => (unreferenced ? least : Math.min(least, idleSince + LINGER_MS)),
        Number.POSITIVE_INFINITY,
      ),
    run(now) {
      for (const connection of engine.idle) if (connection.idleSince + LINGER_MS <= now) connection.rest();
    },
  };
}

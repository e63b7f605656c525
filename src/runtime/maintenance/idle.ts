// Closes connections that exceed idleTimeout, down to the minimum
import type { Engine } from "../engine.ts";
import type { MaintenanceTask } from "../housekeeper.ts";

export function idleTask(engine: Engine): MaintenanceTask {
  const { idleTimeout, min } = engine.settings;
  // the first of them has idled the longest
  const due = () => {
    const [first] = engine.idle;
    if (idleTimeout === null || first === undefined || engine.size <= min) return Number.POSITIVE_INFINITY;
    return first.idleSince + idleTimeout;
  };
  return {
    due,
    run(now) {
      while (due() <= now) engine.close(engine.idle[0]!, "idle");
    },
  };
}

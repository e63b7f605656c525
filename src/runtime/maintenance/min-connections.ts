// Opens connections up to the minimum, at the start and after each loss, and one if none is open because the server
// failed
import type { Engine } from "../engine.ts";
import type { MaintenanceTask } from "../housekeeper.ts";

export function minConnectionsTask(engine: Engine): MaintenanceTask {
  const { min } = engine.settings;
  const lacks = () => {
    if (engine.closing || engine.occupied >= engine.max) return false;
    // otherwise a recovery would go unnoticed once a readiness probe has stopped the traffic
    return engine.size < min || (engine.size === 0 && engine.connector.backoff.failing);
  };
  return {
    due: (now) => (lacks() ? Math.max(now, engine.connector.backoff.nextAttemptAt) : Number.POSITIVE_INFINITY),
    run() {
      while (lacks() && engine.connector.open());
    },
  };
}

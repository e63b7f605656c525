// closes what is too old, unless it is in use: then it goes when it is returned
import type { Engine } from "../engine.ts";
import type { MaintenanceTask } from "../housekeeper.ts";

export function lifetimeTask(engine: Engine): MaintenanceTask {
  return {
    due: () => engine.idle.reduce((least, { retireAt }) => Math.min(least, retireAt), Number.POSITIVE_INFINITY),
    run(now) {
      for (const connection of [...engine.idle]) if (connection.retireAt <= now) engine.close(connection, "lifetime");
    },
  };
}

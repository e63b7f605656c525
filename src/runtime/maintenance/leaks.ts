// Reports connections that are checked out for too long, with the stack of the checkout
import type { Connection } from "../connection.ts";
import type { Engine } from "../engine.ts";
import type { MaintenanceTask } from "../housekeeper.ts";

/** One checkout of so many has its place noted; all of them have once a leak was seen. */
const SAMPLE = 64;

/** Notes places sparingly, since that takes longer than the checkout itself. */
export class Leaks {
  #asked = 0;
  #seen = false;

  /** The place of this checkout, if it is one that is noted. */
  sample(): Error | undefined {
    this.#asked += 1;
    if (!this.#seen && this.#asked % SAMPLE !== 1) return undefined;
    return new Error("taken here");
  }

  /** From now on, every place is noted. */
  alarm(): void {
    this.#seen = true;
  }
}

export function leakTask(engine: Engine): MaintenanceTask {
  const { leakThreshold } = engine.settings;
  const isWatched = ({ state, reported, own }: Connection) => state === "used" && !reported && !own;
  return {
    due() {
      let least = Number.POSITIVE_INFINITY;
      if (leakThreshold === null) return least;
      for (const connection of engine.connections)
        if (isWatched(connection)) least = Math.min(least, connection.acquiredAt + leakThreshold);
      return least;
    },
    run(now) {
      for (const connection of engine.connections) {
        if (!isWatched(connection) || connection.acquiredAt + leakThreshold! > now) continue;
        connection.reported = true;
        engine.leaks!.alarm();
        engine.counts.leaks += 1;
        engine.report(() => ({
          type: "leak",
          held: now - connection.acquiredAt,
          stack: connection.acquireStack?.stack,
        }));
      }
    },
  };
}

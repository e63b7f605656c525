// closes what has idled for too long, down to the floor
import type { Engine } from "../engine.ts";
import type { Chore } from "../housekeeper.ts";

export function idleChore(engine: Engine): Chore {
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

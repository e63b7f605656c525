// opens connections up to the floor, at the start and after each loss
import type { Engine } from "../engine.ts";
import type { Chore } from "../housekeeper.ts";

export function floorChore(engine: Engine): Chore {
  const { min, max } = engine.settings;
  const lacks = () => !engine.closing && engine.size < min && engine.occupied < max;
  return {
    due: (now) => (lacks() ? Math.max(now, engine.opener.gate.opensAt) : Number.POSITIVE_INFINITY),
    run() {
      while (lacks() && engine.opener.open());
    },
  };
}

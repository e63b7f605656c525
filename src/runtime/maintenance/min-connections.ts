// opens connections up to the floor, at the start and after each loss, and one where none is open since the server failed
import type { Engine } from "../engine.ts";
import type { Chore } from "../housekeeper.ts";

export function floorChore(engine: Engine): Chore {
  const { min } = engine.settings;
  const lacks = () => {
    if (engine.closing || engine.occupied >= engine.max) return false;
    // else nobody would find out that the server is back, once a probe has taken the traffic away, or that a fault was mended
    return engine.size < min || (engine.size === 0 && engine.opener.gate.failing);
  };
  return {
    due: (now) => (lacks() ? Math.max(now, engine.opener.gate.opensAt) : Number.POSITIVE_INFINITY),
    run() {
      while (lacks() && engine.opener.open());
    },
  };
}

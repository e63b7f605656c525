// where a fault of the whole fleet is reported
import type { Path } from "../schema/model.ts";

const FACTORS: readonly Path[] = [
  "pool.max",
  "deployment.maxInstances",
  "deployment.instances",
  "deployment.processes",
  "deployment.surge",
  "deployment.otherConnections",
  "server.maxConnections",
  "server.budget",
  "server.reserved",
];

/** The first factor that somebody stated; the pool's ceiling where nobody stated any. */
export function placeOf(isSet: (path: Path) => boolean): Path {
  return FACTORS.find(isSet) ?? "pool.max";
}

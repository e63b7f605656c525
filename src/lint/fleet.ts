// what the rules about the whole fleet share: what they read, and where they report
import { type CapacityResult, checkCapacity } from "../model/capacity-result.ts";
import type { Path } from "../model/model.ts";
import type { Context, Report } from "./define.ts";

/** The settings that the total and its limits are reckoned from. */
export const FLEET = [
  "pool.max",
  "deployment.instances",
  "deployment.maxInstances",
  "deployment.processes",
  "deployment.surge",
  "deployment.otherConnections",
  "server.maxConnections",
  "server.reserved",
  "server.budget",
  "pooler.kind",
] as const satisfies readonly Path[];

/**
 * The check of a rule that reports one fault of the fleet. It is a warning where nobody stated `max_connections`, and a
 * note where nobody stated anything of a server or a deployment: one assumption is then held against another.
 */
export function reports(fault: CapacityResult["fault"]) {
  return (_values: unknown, { config, isSet }: Context): Report | undefined => {
    const assumed = !isSet("server.maxConnections");
    const verdict = checkCapacity(config, assumed);
    if (verdict?.fault !== fault) return undefined;
    const { message, help } = verdict;
    const declared = FLEET.some((path) => path !== "pool.max" && isSet(path));
    return { at: placeOf(isSet), message, help, ...(assumed && { severity: declared ? "warning" : "info" }) };
  };
}

/** The first factor that somebody stated; the pool's ceiling where nobody stated any. */
export function placeOf(isSet: (path: Path) => boolean): Path {
  return FACTORS.find(isSet) ?? "pool.max";
}

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

// whether a config's fleet fits its server, and in words why not

import { budgetOf, type Capacity, type Fleet, fleetOf, largestMax, limitOf, type Total, totalOf } from "./capacity.ts";
import type { Config } from "./model.ts";

/** The one fault of a fleet that does not fit: the gravest, at rest before in the surge. */
export interface CapacityResult {
  readonly fault: "limit" | "budget" | "budget-in-surge";
  /** One sentence with every factor. */
  readonly message: string;
  readonly help: string;
}

/**
 * Judges the fleet of a config against its server.
 *
 * @param assumed whether nobody stated the server's `max_connections`.
 * @returns undefined where it fits, or where a pooler stands between, so that these connections are not the server's.
 */
export function checkCapacity(config: Config, assumed: boolean): CapacityResult | undefined {
  if (config.pooler.kind !== null) return undefined;
  const fleet = fleetOf(config);
  const total = totalOf(fleet);
  const { server } = config;
  const over = faultOf(total, server);
  if (!over) return undefined;
  return {
    fault: over.fault,
    message: `${sum(fleet, total, over.surge)}, ${excess(over.fault, server, assumed)}`,
    help: advice(fleet, total, largestMax(fleet, server), assumed),
  };
}

/** The gravest fault of a total, and whether it is there only during a deploy. */
export function faultOf(
  { atRest, inSurge }: Pick<Total, "atRest" | "inSurge">,
  capacity: Capacity,
): { fault: CapacityResult["fault"]; surge: boolean } | undefined {
  const budget = budgetOf(capacity);
  const limit = limitOf(capacity);
  if (atRest > limit) return { fault: "limit", surge: false };
  if (inSurge > limit) return { fault: "limit", surge: true };
  if (atRest > budget) return { fault: "budget", surge: false };
  if (inSurge > budget) return { fault: "budget-in-surge", surge: true };
  return undefined;
}

/** What a total is over, in words. */
export function excess(fault: CapacityResult["fault"], capacity: Capacity, assumed: boolean): string {
  const given = `max_connections ${capacity.maxConnections}${assumed ? ", assumed" : ""}`;
  if (fault !== "limit") return `over the budget of ${budgetOf(capacity)} (${capacity.budget} of ${given})`;
  return `more than the ${limitOf(capacity)} that the server has for it (${given}, ${capacity.reserved} reserved)`;
}

/** The total as a sum with every factor: `4 instances x 21 connections = 84`. */
export function sum(fleet: Fleet, total: Total, surge: boolean): string {
  const copies = total.instances + (surge ? total.extra : 0);
  const most = fleet.maxInstances > fleet.instances ? "at most " : "";
  const during = surge ? ` (${total.extra} of them extra during a deploy)` : "";
  const pools = Object.entries(fleet.pools);
  const parts =
    pools.length > 1 ? ` (${pools.map(([name, max]) => `${name === "" ? "main pool" : name} ${max}`).join(", ")})` : "";
  const factors = [`${most}${plural(copies, "instance")}${during}`];
  if (fleet.processes > 1) factors.push(plural(fleet.processes, "process", "processes"));
  factors.push(`${plural(total.perProcess, "connection")}${parts}`);
  const others = fleet.otherConnections > 0 ? ` + ${fleet.otherConnections} other` : "";
  return `${factors.join(" x ")}${others} = ${surge ? total.inSurge : total.atRest}`;
}

function advice(fleet: Fleet, total: Total, largest: number, assumed: boolean): string {
  const phase = total.extra > 0 ? ", also during a deploy" : "";
  const declare = assumed ? " If the server accepts more, set server.maxConnections." : "";
  if (largest >= 1) return `The largest pool.max that fits is ${largest}${phase}.${declare}`;
  const less =
    total.instances + total.extra === 0
      ? "lower deployment.otherConnections"
      : `run fewer instances${fleet.processes > 1 ? " or processes" : ""}`;
  return `No pool.max fits${phase}: ${less}, put a pooler between, or raise max_connections.${declare}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

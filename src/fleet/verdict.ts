// whether a config's fleet fits its server, and in words why not
import type { Config } from "../schema/model.ts";
import { budgetOf, type Fleet, fleetOf, largestMax, limitOf, type Total, totalOf } from "./total.ts";

/** The one fault of a fleet that does not fit: the gravest, at rest before in the surge. */
export interface Verdict {
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
export function judge(config: Config, assumed: boolean): Verdict | undefined {
  if (config.pooler.kind !== null) return undefined;
  const fleet = fleetOf(config);
  const total = totalOf(fleet);
  const { server } = config;
  const budget = budgetOf(server);
  const limit = limitOf(server);
  const given = `max_connections ${server.maxConnections}${assumed ? ", assumed" : ""}`;
  const over = {
    budget: `over the budget of ${budget} (${server.budget} of ${given})`,
    limit: `more than the ${limit} that the server has for it (${given}, ${server.reserved} reserved)`,
  };
  const help = advice(fleet, total, largestMax(fleet, server), assumed);
  const verdict = (fault: Verdict["fault"], surge: boolean, what: string): Verdict => ({
    fault,
    message: `${sum(fleet, total, surge)}, ${what}`,
    help,
  });
  if (total.atRest > limit) return verdict("limit", false, over.limit);
  if (total.inSurge > limit) return verdict("limit", true, over.limit);
  if (total.atRest > budget) return verdict("budget", false, over.budget);
  if (total.inSurge > budget) return verdict("budget-in-surge", true, over.budget);
  return undefined;
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
  const declare = assumed ? " If the server takes more, state server.maxConnections." : "";
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

// how many connections a service may open in all, and how many it may
import type { Percent } from "./field.ts";
import type { Config } from "./model.ts";

/** What the total of one service is reckoned from. */
export interface Fleet {
  /** Running copies. */
  readonly instances: number;
  /** Most copies that an autoscaler may start. */
  readonly maxInstances: number;
  /** Processes in one copy, each with every pool. */
  readonly processes: number;
  /** Extra copies alive during a deploy: a count, or a percentage of the copies, rounded up. */
  readonly surge: number | Percent;
  /** Connections besides the pools. */
  readonly otherConnections: number;
  /** Ceilings of the pools of one process, by name; the main pool's name is empty. */
  readonly pools: Readonly<Record<string, number>>;
}

/** What a fleet may open. */
export interface Total {
  /** Copies at rest: the greater of the two counts. */
  readonly instances: number;
  /** Extra copies during a deploy. */
  readonly extra: number;
  /** Connections of one process. */
  readonly perProcess: number;
  readonly atRest: number;
  readonly inSurge: number;
}

/** What a server gives. */
export interface Capacity {
  readonly maxConnections: number;
  /** Slots that ordinary roles cannot use. */
  readonly reserved: number;
  readonly budget: Percent;
}

/** The fleet that a config declares. */
export function fleetOf({ deployment, pool, pools }: Config): Fleet {
  const named = Object.entries(pools).map(([name, overlay]) => [name, overlay.pool.max]);
  return { ...deployment, pools: { "": pool.max, ...Object.fromEntries(named) } };
}

/**
 * Adds up what a fleet may open.
 *
 * @returns (max(instances, maxInstances) + surge) × processes × Σ pool.max + otherConnections, without and with the surge.
 */
export function totalOf(fleet: Fleet): Total {
  const { processes, otherConnections } = fleet;
  const instances = Math.max(fleet.instances, fleet.maxInstances);
  const extra = typeof fleet.surge === "number" ? fleet.surge : share(instances, fleet.surge, "up");
  const perProcess = Object.values(fleet.pools).reduce((sum, max) => sum + max, 0);
  const open = (copies: number) => copies * processes * perProcess + otherConnections;
  return { instances, extra, perProcess, atRest: open(instances), inSurge: open(instances + extra) };
}

/** Connections that a fleet may use: the budget's share of `max_connections`, rounded down. */
export function budgetOf({ maxConnections, budget }: Capacity): number {
  return share(maxConnections, budget, "down");
}

/** Connections that ordinary roles can have. */
export function limitOf({ maxConnections, reserved }: Capacity): number {
  return Math.max(0, maxConnections - reserved);
}

/**
 * The largest ceiling of the main pool with which the fleet fits, during a deploy too.
 *
 * @returns a whole number; 0 or less where no pool fits.
 */
export function largestMax(fleet: Fleet, capacity: Capacity): number {
  const { instances, extra, perProcess } = totalOf(fleet);
  const processes = (instances + extra) * fleet.processes;
  const room = Math.min(budgetOf(capacity), limitOf(capacity)) - fleet.otherConnections;
  const others = perProcess - (fleet.pools[""] ?? 0);
  // with no copy running, only the connections besides the pools count
  if (processes === 0) return room < 0 ? 0 : Number.MAX_SAFE_INTEGER;
  return Math.floor(room / processes) - others;
}

/** A percentage of a count, exact: binary fractions would round 10 % of 30 up to 4. */
export function share(whole: number, percent: Percent, round: "up" | "down"): number {
  const [digits = "0", fraction = ""] = percent.slice(0, -1).split(".", 2);
  const places = fraction.slice(0, 15);
  const top = BigInt(whole) * BigInt(digits + places);
  const bottom = 100n * 10n ** BigInt(places.length);
  return Number(round === "up" ? (top + bottom - 1n) / bottom : top / bottom);
}

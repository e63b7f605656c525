// the largest pool sizes with which a server bears its fleet

import { totalOf } from "../model/capacity.ts";
import type { Service } from "./plan.ts";
import type { Row, ServerLoad } from "./server-load.ts";

/** One pool, and the size that fits. */
export interface Size {
  readonly service: string;
  /** Empty for the main pool. */
  readonly pool: string;
  readonly now: number;
  readonly size: number;
  /** The least with which its tasks cannot lock one another out. */
  readonly least: number;
}

/** What is suggested for one server. */
export interface Suggestion {
  readonly server: string;
  /** What the sizes have to fit into. */
  readonly limit: number;
  /** Whether even the least sizes are too much; then there are no sizes. */
  readonly tooMuch: boolean;
  readonly sizes: readonly Size[];
  /** Size of the pools of the pooler, where there is one. */
  readonly pooler?: { readonly now: number | undefined; readonly size: number };
}

/** Suggests sizes for each server, in proportion to the declared demand, else to the present sizes. */
export function suggest(weighed: readonly ServerLoad[]): Suggestion[] {
  return weighed.flatMap((one) => {
    const { server, binds, clients, rows } = one;
    const pooler = server.pooler && poolerSize(one);
    const shared = server.pooler ? clients!.rows : rows;
    const limit = server.pooler ? clients!.limit : one[binds];
    if (limit === null)
      return [{ server: server.name, limit: one[binds], tooMuch: false, sizes: [], ...(pooler && { pooler }) }];
    const { sizes, tooMuch } = shareOut(shared, limit);
    return [{ server: server.name, limit, tooMuch, sizes, ...(pooler && { pooler }) }];
  });
}

interface Item {
  readonly service: string;
  readonly pool: string;
  readonly now: number;
  readonly least: number;
  /** Connections for one more in its size. */
  readonly cost: number;
  readonly weight: number;
}

/**
 * Shares out a number of connections: each size is factor × weight, rounded down and no less than its least, with the greatest
 * factor that fits; what is left goes to single pools, one connection of size each.
 */
export function shareOut(rows: readonly Row[], limit: number): Pick<Suggestion, "sizes" | "tooMuch"> {
  const services = rows.flatMap(({ service }) => service ?? []);
  const items = services.flatMap(itemsOf);
  const others = services.reduce((sum, { fleet }) => sum + fleet.otherConnections, 0);
  const room = limit - others;
  const at = (factor: number) => items.map(({ least, weight }) => Math.max(least, Math.floor(factor * weight)));
  const cost = (sizes: readonly number[]) => items.reduce((sum, item, index) => sum + item.cost * sizes[index]!, 0);
  if (items.length === 0) return { sizes: [], tooMuch: room < 0 };
  if (cost(at(0)) > room) return { sizes: [], tooMuch: true };
  let [low, high] = [0, room + 1];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (cost(at(middle)) <= room) low = middle;
    else high = middle;
  }
  const sizes = at(low);
  let left = room - cost(sizes);
  const wants = items.map((_, index) => index).sort((a, b) => lack(b) - lack(a));
  for (const index of wants) {
    if (items[index]!.cost > left) continue;
    sizes[index]!++;
    left -= items[index]!.cost;
  }
  return {
    tooMuch: false,
    sizes: items.map(({ service, pool, now, least }, index) => ({ service, pool, now, least, size: sizes[index]! })),
  };

  // how far a size lies below its share, against that share
  function lack(index: number): number {
    const { weight } = items[index]!;
    return (low * weight - sizes[index]!) / weight;
  }
}

function itemsOf({ name, fleet, least, demand }: Service): Item[] {
  const { instances, extra, perProcess } = totalOf(fleet);
  const cost = (instances + extra) * fleet.processes;
  return Object.entries(fleet.pools).flatMap(([pool, now]) => {
    // a pool of no connections, or of no process, takes no share
    if (now === 0 || cost === 0) return [];
    const weight = demand === undefined ? now : (demand * now) / perProcess;
    return [{ service: name, pool, now, least: Math.max(1, least), cost, weight }];
  });
}

function poolerSize({ server, rows, binds, ...limits }: ServerLoad): NonNullable<Suggestion["pooler"]> {
  const { instances, databases, users, poolSize, reservePoolSize } = server.pooler!;
  const direct = rows.reduce((sum, { service, deploy }) => sum + (service ? deploy : 0), 0);
  const pools = instances * databases * users;
  const size = Math.floor(((binds === "budget" ? limits.budget : limits.usable) - direct) / pools) - reservePoolSize;
  return { now: poolSize, size: Math.max(0, size) };
}

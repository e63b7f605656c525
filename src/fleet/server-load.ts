// what each server of a fleet has to bear, and whether it can

import { budgetOf, limitOf, totalOf } from "../model/capacity.ts";
import { type CapacityResult, faultOf } from "../model/capacity-result.ts";
import type { Plan, Pooler, Server, Service } from "./plan.ts";

/** Connections at three times. */
export interface Load {
  /** With the instances that are stated. */
  readonly steady: number;
  /** With the most that an autoscaler may start. */
  readonly peak: number;
  /** The same while everything is deployed at once. */
  readonly deploy: number;
}

/** One line of the table: a service, or the pooler that stands for those behind it. */
export interface Row extends Load {
  readonly name: string;
  /** Absent for the pooler. */
  readonly service?: Service;
}

/** What a server has to bear. */
export interface ServerLoad {
  readonly server: Server;
  /** What opens connections at the server itself. */
  readonly rows: readonly Row[];
  readonly total: Load;
  readonly usable: number;
  readonly budget: number;
  /** The tighter of the two. */
  readonly binds: "budget" | "usable";
  readonly fault?: { readonly fault: CapacityResult["fault"]; readonly surge: boolean } | undefined;
  /** Whether something is not known, so that the total may be greater. */
  readonly atLeast: boolean;
  /** Whether something that may use it was not counted: without a fault, its verdict is then not known. */
  readonly incomplete: boolean;
  /** What the pooler has to take. */
  readonly clients?: {
    readonly rows: readonly Row[];
    readonly total: Load;
    /** Null where it is not known. */
    readonly limit: number | null;
    readonly fault: boolean;
  };
}

/**
 * Computes the load of every server.
 *
 * @param incomplete whether something that may use the servers was not counted.
 */
export function computeLoad({ servers, services }: Plan, { incomplete = false } = {}): ServerLoad[] {
  const own = new Map<string, Service[]>(servers.map(({ name }) => [name, []]));
  for (const service of services) own.get(service.server)?.push(service);
  return servers.map((server) => ({ ...weighOne(server, own.get(server.name)!), incomplete }));
}

/**
 * The most server connections that the poolers may open together: for each database and user a pool of its own.
 *
 * @returns instances × databases × min(users × (pool size + reserve), connections of one database), and no more than clients; 0 where no size is known.
 */
export function serverConnections(pooler: Pooler): number {
  const { instances, databases, users, poolSize = 0, reservePoolSize, maxDbConnections, maxClientConn } = pooler;
  const perDatabase = users * (poolSize === 0 ? 0 : poolSize + reservePoolSize);
  const ofAll = databases * Math.min(perDatabase, maxDbConnections ?? Number.POSITIVE_INFINITY);
  // it opens none without a client
  return instances * Math.min(ofAll, maxClientConn ?? Number.POSITIVE_INFINITY);
}

/** What a service may open. */
export function loadOf({ fleet }: Pick<Service, "fleet">): Load {
  const { atRest, inSurge } = totalOf(fleet);
  return { steady: totalOf({ ...fleet, maxInstances: fleet.instances }).atRest, peak: atRest, deploy: inSurge };
}

function weighOne(server: Server, services: readonly Service[]): Omit<ServerLoad, "incomplete"> {
  const { capacity, pooler } = server;
  const rowOf = (service: Service): Row => ({ name: service.name, service, ...loadOf(service) });
  const behind = pooler ? services.filter(({ direct }) => !direct).map(rowOf) : [];
  const rows = services.filter(({ direct }) => !pooler || direct).map(rowOf);
  if (pooler) {
    const most = serverConnections(pooler);
    rows.push({ name: pooler.kind, steady: most, peak: most, deploy: most });
  }
  for (const further of server.furtherPoolers ?? []) {
    const most = serverConnections(further);
    rows.push({ name: further.kind, steady: most, peak: most, deploy: most });
  }
  const total = add(rows);
  const usable = limitOf(capacity);
  const budget = budgetOf(capacity);
  const unknown = services.some((service) => service.unknown.length > 0 && (!pooler || service.direct));
  return {
    server,
    rows: sorted(rows),
    total,
    usable,
    budget,
    binds: budget <= usable ? "budget" : "usable",
    fault: faultOf({ atRest: total.peak, inSurge: total.deploy }, capacity),
    atLeast: unknown || (pooler !== undefined && pooler.poolSize === undefined),
    ...(pooler && { clients: clientsOf(pooler, behind) }),
  };
}

function clientsOf({ instances, maxClientConn }: Pooler, rows: readonly Row[]): NonNullable<ServerLoad["clients"]> {
  const total = add(rows);
  const limit = maxClientConn === null ? null : instances * maxClientConn;
  return { rows: sorted(rows), total, limit, fault: limit !== null && total.deploy > limit };
}

function add(rows: readonly Row[]): Load {
  const total = { steady: 0, peak: 0, deploy: 0 };
  for (const row of rows) for (const key of ["steady", "peak", "deploy"] as const) total[key] += row[key];
  return total;
}

function sorted(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => b.deploy - a.deploy || (a.name < b.name ? -1 : 1));
}

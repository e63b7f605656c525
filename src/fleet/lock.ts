// fleet.lock: what each service may take of its server, for checks that see only one of the services

import { createFinding } from "../diagnostics/catalogue.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { fleetOf, totalOf } from "../model/capacity.ts";
import { sum } from "../model/capacity-result.ts";
import type { Config } from "../model/model.ts";
import { jsonText } from "../text/characters.ts";
import { labelOf } from "./plan.ts";
import type { Load, Row, ServerLoad } from "./server-load.ts";

/** The shares of a fleet, and what they were computed from. */
export interface Lock {
  readonly formatVersion: 1;
  /** Texts that were read. */
  readonly inputs: readonly { readonly path: string; readonly sha256?: string }[];
  readonly servers: readonly LockedServer[];
}

/** The shares of one server. */
export interface LockedServer {
  readonly name: string;
  readonly maxConnections: number;
  readonly usable: number;
  readonly budget: number;
  readonly total: Load;
  readonly services: readonly Share[];
}

/** The connections of one service. */
export interface Share extends Load {
  readonly name: string;
  /** Whether they are the minimum, because not everything is known. */
  readonly atLeast?: true;
  /** The pooler that takes these connections in place of the server. */
  readonly pooler?: string;
}

/** Makes the lock of a fleet. */
export function lockOf(weighed: readonly ServerLoad[], inputs: Lock["inputs"]): Lock {
  const byName = <T extends { readonly name: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    formatVersion: 1,
    inputs: [...inputs].sort((a, b) => (a.path < b.path ? -1 : 1)),
    servers: byName(
      weighed.map(({ server, usable, budget, total, rows, clients }) => ({
        name: labelOf(server.name),
        maxConnections: server.capacity.maxConnections,
        usable,
        budget,
        total,
        services: byName([
          ...rows.flatMap((row) => shareOf(row)),
          ...(clients?.rows ?? []).flatMap((row) => shareOf(row, server.pooler?.kind)),
        ]),
      })),
    ),
  };
}

function shareOf({ name, service, steady, peak, deploy }: Row, pooler?: string): Share[] {
  if (!service) return [];
  return [
    {
      name: labelOf(name),
      steady,
      peak,
      deploy,
      ...(service.unknown.length > 0 && { atLeast: true }),
      ...(pooler !== undefined && { pooler }),
    },
  ];
}

/** Writes a lock; the same fleet gives the same text. */
export function writeLock(lock: Lock): string {
  return jsonText(lock);
}

/**
 * Reads a lock.
 *
 * @throws PoolcfgError `input` if the text is not one.
 */
export function readLock(text: string, name: string): Lock {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new PoolcfgError("input", `${name} is not a fleet.lock: it is not JSON. poolcfg fleet --lock writes one.`);
  }
  const version = isTable(data) ? data.formatVersion : undefined;
  if (typeof version === "number" && version > 1)
    throw new PoolcfgError("input", `${name} has the format version ${version}, and this poolcfg reads version 1.`);
  if (!isLock(data)) throw new PoolcfgError("input", `${name} is not a fleet.lock. poolcfg fleet --lock writes one.`);
  return data;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLock(data: unknown): data is Lock {
  return isTable(data) && data.formatVersion === 1 && Array.isArray(data.servers) && data.servers.every(isServer);
}

function isServer(value: unknown): value is LockedServer {
  return (
    isTable(value) &&
    typeof value.name === "string" &&
    [value.maxConnections, value.usable, value.budget].every(isCount) &&
    isLoad(value.total) &&
    Array.isArray(value.services) &&
    value.services.every((share) => isLoad(share) && typeof (share as Partial<Share>).name === "string")
  );
}

function isLoad(value: unknown): boolean {
  return isTable(value) && [value.steady, value.peak, value.deploy].every(isCount);
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** The change of one service, or of the total of a server. */
export interface Change {
  readonly server: string;
  /** Undefined for the total of the server. */
  readonly service?: string;
  /** Connections during a deploy; undefined if it was not there. */
  readonly before?: number;
  /** The same now; undefined if it is gone. */
  readonly after?: number;
}

/** What is different in the second of two locks: totals first, then services. */
export function changesBetween(before: Lock, after: Lock): Change[] {
  const names = [...new Set([...before.servers, ...after.servers].map(({ name }) => name))].sort();
  return names.flatMap((server) => {
    const old = before.servers.find(({ name }) => name === server);
    const now = after.servers.find(({ name }) => name === server);
    const services = [...new Set([...(old?.services ?? []), ...(now?.services ?? [])].map(({ name }) => name))].sort();
    const changes = services.map((service) => {
      const deployOf = (one: LockedServer | undefined) => one?.services.find(({ name }) => name === service)?.deploy;
      return changeOf({ server, service }, deployOf(old), deployOf(now));
    });
    return [changeOf({ server }, old?.total.deploy, now?.total.deploy), ...changes].filter(
      (change) => change.before !== change.after,
    );
  });
}

function changeOf(
  of: Pick<Change, "server" | "service">,
  before: number | undefined,
  after: number | undefined,
): Change {
  return { ...of, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/**
 * Checks the config of one service against its share.
 *
 * @throws PoolcfgError `input` if the lock has no service of that name.
 */
export function shareFindings(
  { config, origins }: { readonly config: Config; readonly origins: Readonly<Record<string, Origin>> },
  lock: Lock,
  { service, name }: { readonly service: string; readonly name: string },
): Finding[] {
  const shares = lock.servers.flatMap((server) =>
    server.services.filter((share) => share.name === service).map((share) => ({ share, server: server.name })),
  );
  if (shares.length === 0) {
    const known = [...new Set(lock.servers.flatMap(({ services }) => services.map((share) => share.name)))];
    const list = known.slice(0, MOST_NAMED).join(", ");
    const more = known.length > MOST_NAMED ? ` and ${known.length - MOST_NAMED} more` : "";
    throw new PoolcfgError(
      "input",
      `${name} has no service ${JSON.stringify(labelOf(service).slice(0, 100))}. It has ${known.length === 0 ? "none" : `${list}${more}`}.`,
    );
  }
  const fleet = fleetOf(config);
  const total = totalOf(fleet);
  // one config is one pool: of several servers, the largest share is its own
  const { share, server } = shares.reduce((most, one) => (one.share.deploy > most.share.deploy ? one : most));
  const surge = total.atRest <= share.peak;
  if (surge && total.inSurge <= share.deploy) return [];
  const limit = surge ? share.deploy : share.peak;
  const origin = ["pool.max", "deployment.instances", "deployment.maxInstances", "deployment.processes"]
    .map((path) => origins[path])
    .find((one) => one !== undefined && one.source !== "default");
  return [
    createFinding("fleet-share-exceeded", {
      message: `${sum(fleet, total, surge)}, which exceeds the ${limit} connections that ${labelOf(service)} has of server ${labelOf(server)} in ${name}`,
      path: "pool.max",
      ...(origin && { origin }),
      help: "Lower pool.max or the instances; or raise the share where the fleet is declared, and write the lock anew: poolcfg fleet --lock.",
    }),
  ];
}

const MOST_NAMED = 12;

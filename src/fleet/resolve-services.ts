// fleet files and workloads to one plan: which server each service uses, and what it may open there

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import type { Fleet } from "../model/capacity.ts";
import type { Percent } from "../model/field.ts";
import { isField } from "../model/model.ts";
import { showKey } from "../model/spellings.ts";
import { type Kind, POOLERS } from "../poolers/poolers.ts";
import type { FleetFile, ServerTable, ServiceTable, Table } from "./file.ts";
import { assumedFindings, notCountedFindings, otherFindings, type Unsized, unknownFindings } from "./gaps.ts";
import type { RunServer } from "./manifests/_define.ts";
import { type fleetPooler, fleetServer } from "./model.ts";
import {
  deadlockMinimum,
  labelOf,
  type NotCounted,
  type Plan,
  type Pooler,
  type Server,
  type Service,
  type Workloads,
} from "./plan.ts";
import { type Settings, settingsOf } from "./settings.ts";
import type { Running, Unknown } from "./workloads.ts";

/** A plan, what is wrong with what it was made of, and what is missing in it. */
export interface Gathered extends Plan {
  readonly findings: readonly Finding[];
  readonly notCounted: readonly NotCounted[];
  readonly workloads: Workloads;
}

/** What is known besides the files. */
export interface GatherOptions {
  readonly cwd: string;
  /** Folder that a fleet file may name files in. Default: its git repository, or the folder that it is in. */
  readonly root?: string | undefined;
  /** `max_connections` of the servers that state none. */
  readonly maxConnections?: number;
  /** Servers that the manifests run themselves. */
  readonly run?: readonly RunServer[];
}

/** Makes the plan. Workloads that no service is declared for become services where there is no fleet file. */
export function resolveServices(
  files: readonly FleetFile[],
  running: readonly Running[],
  options: GatherOptions,
): Gathered {
  const findings = files.flatMap((file) => file.findings);
  const declared = files.flatMap(({ services }) => services);
  const stated = files.flatMap(({ servers }) => servers);
  const matched = match(declared, running, findings);
  const known = new Set(matched.values());
  const free = running.filter((workload) => workload.reaches && !known.has(workload));
  if (files.length > 0) for (const workload of free) findings.push(undeclared(workload));
  const found = files.length > 0 ? [] : free;
  const open: Open = { unknown: [], unsized: [] };
  const services = [
    ...declared.map((table) => declaredService(table, matched.get(table), stated, options, findings, open)),
    ...found.map((workload) => foundService(workload, open)),
  ];
  findings.push(...unknownFindings(open.unknown), ...assumedFindings(open.unsized, DEFAULT_MAX));
  findings.push(...running.flatMap((workload) => workload.findings));
  // what a fleet file declares is counted as it says
  const unsaid = running.filter((workload) => !known.has(workload));
  const notCounted = unsaid.flatMap(uncounted);
  findings.push(...notCountedFindings(notCounted), ...otherFindings(unsaid));
  const servers =
    stated.length > 0 ? stated.map((table) => serverOf(table, options)) : assumedServers(services, options);
  const counted = known.size + found.length;
  const gaps = new Set(notCounted.map(({ workload }) => workload));
  const uncovered = unsaid.filter(
    (workload) => !(files.length === 0 && workload.reaches) && (workload.reaches || gaps.has(idOf(workload))),
  );
  const workloads = {
    read: running.length,
    counted,
    notCounted: uncovered.length,
    without: running.length - counted - uncovered.length,
  };
  return { servers, services, findings, notCounted, workloads };
}

/** The workload of each service: the one that it names, or the one of its name. */
function match(
  tables: readonly ServiceTable[],
  running: readonly Running[],
  findings: Finding[],
): Map<ServiceTable, Running> {
  const matched = new Map<ServiceTable, Running>();
  const byName = new Map<string, Running[]>();
  for (const workload of running)
    for (const name of new Set(workload.names)) {
      const list = byName.get(name);
      if (list) list.push(workload);
      else byName.set(name, [workload]);
    }
  for (const table of tables) {
    const wanted = table.values.workload ?? table.name;
    const fits = byName.get(wanted.toLowerCase()) ?? [];
    const [only] = fits;
    if (fits.length === 1) matched.set(table, only!);
    else if (fits.length > 1 || table.values.workload !== undefined) {
      const known = (fits.length > 1 ? fits : running).map(({ shown }) => shown);
      findings.push(
        createFinding("unknown-workload", {
          message: `services.${table.name} is run by ${showKey(wanted)}, ${fits.length > 1 ? `and there are ${fits.length} of that name` : "which is in none of the manifests"}`,
          origin: table.origins.workload ?? table.origin,
          help:
            fits.length > 1
              ? `State \`workload\`: ${list(known)}.`
              : `There are: ${known.length > 0 ? list(known) : "none"}.`,
        }),
      );
    }
  }
  return matched;
}

function declaredService(
  table: ServiceTable,
  workload: Running | undefined,
  servers: readonly ServerTable[],
  { cwd, root }: GatherOptions,
  findings: Finding[],
  gaps: Open,
): Service {
  const { name, values, origin, pools: further } = table;
  const settings = settingsOf(table, cwd, root, findings);
  const { "": main, ...named } = {
    ...settings?.fleet.pools,
    ...workload?.pools,
    ...(values.pool !== undefined && { "": values.pool }),
  };
  const pools: Record<string, number> = { ...(main !== undefined && { "": main }), ...named, ...further };
  const sized =
    values.pool !== undefined ||
    (settings?.sized ?? false) ||
    (workload?.sized ?? false) ||
    Object.keys(further).length > 0;
  // a connection string that cannot be read may say a size, but seldom does where the config states one
  const stated = (settings?.sized ?? false) || Object.keys(further).length > 0;
  const open = (workload?.unknown ?? []).filter(
    ({ field, unlikely }) => values[field] === undefined && !(unlikely && stated),
  );
  gaps.unknown.push(...open);
  if (!sized && !open.some(({ field }) => field === "pool")) gaps.unsized.push({ shown: `services.${name}`, origin });
  return {
    name,
    server: serverFor(table, servers, findings),
    fleet: {
      ...numbers(table, workload, settings),
      pools: Object.keys(pools).length > 0 ? pools : { "": DEFAULT_MAX },
    },
    origin,
    unknown: unknownsOf(open, sized),
    remarks: workload?.remarks ?? [],
    direct: values.direct ?? false,
    ...(values.demand !== undefined && { demand: values.demand }),
    least: deadlockMinimum(values.concurrency ?? 1, values.heldAtOnce ?? 1),
  };
}

/** What is stated for the service goes before its manifest, and that before its config. */
function numbers(
  { values }: ServiceTable,
  workload: Running | undefined,
  settings: Settings | undefined,
): Omit<Fleet, "pools"> {
  const base = settings?.fleet;
  const instances = values.instances ?? workload?.instances ?? base?.instances ?? 1;
  const capped = settings?.capped ? base?.maxInstances : undefined;
  return {
    instances,
    maxInstances:
      values.maxInstances ??
      (values.instances === undefined ? workload?.maxInstances : undefined) ??
      capped ??
      instances,
    processes: values.processes ?? workload?.processes ?? base?.processes ?? 1,
    surge: (values.surge ?? workload?.surge ?? base?.surge ?? 0) as number | Percent,
    otherConnections: values.otherConnections ?? base?.otherConnections ?? 0,
  };
}

/** What is not known of the services, in the making. */
interface Open {
  readonly unknown: Unknown[];
  readonly unsized: Unsized[];
}

function foundService(workload: Running, gaps: Open): Service {
  const { unknown, sized, shown, origin } = workload;
  gaps.unknown.push(...unknown);
  if (!sized && !unknown.some(({ field }) => field === "pool")) gaps.unsized.push({ shown, origin });
  const { instances = 1, maxInstances = instances, processes = 1, surge = 0, pools } = workload;
  return {
    name: workload.label,
    server: workload.host ?? DEFAULT_SERVER,
    fleet: {
      instances,
      maxInstances,
      processes,
      surge,
      otherConnections: 0,
      pools: workload.sized ? pools : { "": DEFAULT_MAX, ...pools },
    },
    origin: workload.origin,
    unknown: unknownsOf(unknown, sized),
    remarks: workload.remarks,
    workload: idOf(workload),
    direct: false,
    least: 1,
  };
}

function unknownsOf(open: readonly Unknown[], sized: boolean): string[] {
  const words = open.map(({ why }) => why);
  return sized || open.some(({ field }) => field === "pool") ? words : [...words, "pool: nobody states its size"];
}

/** What a fleet file calls a workload. */
function idOf({ names }: Running): string {
  return names.at(-1)!.replace(/^\//, "");
}

function uncounted(workload: Running): NotCounted[] {
  const { label, shown, signs } = workload;
  return signs.map(({ container, why, origin }) => ({
    name: label,
    shown: container === undefined ? shown : `container ${container} of ${shown}`,
    why,
    origin,
    workload: idOf(workload),
  }));
}

/** What a pool is taken for whose size nobody states: the canonical default. */
const DEFAULT_MAX = 10;

const DEFAULT_SERVER = "default";

function serverFor(table: ServiceTable, servers: readonly ServerTable[], findings: Finding[]): string {
  const names = servers.map(({ name }) => name);
  const said = table.values.server;
  const server = said === undefined ? undefined : labelOf(said);
  if (server !== undefined && (names.includes(server) || names.length === 0)) return server;
  if (server === undefined && names.length <= 1) return names[0] ?? DEFAULT_SERVER;
  findings.push(
    createFinding("unknown-server", {
      message:
        server === undefined
          ? `services.${table.name} names no server, and there are ${names.length}, so it is not counted`
          : `services.${table.name} connects to ${showKey(server)}, which is not among the servers, so it is not counted`,
      origin: table.origins.server ?? table.origin,
      help: `Servers: ${list(names)}.`,
    }),
  );
  return "";
}

function serverOf(table: ServerTable, { maxConnections, run }: GatherOptions): Server {
  const { name, values, origin, pooler } = table;
  const own = ranAs(name, run);
  const said = values.maxConnections ?? maxConnections ?? own?.maxConnections;
  const kind = pooler?.values.kind;
  return {
    name,
    capacity: { ...CAPACITY, ...values, ...(said !== undefined && { maxConnections: said }) },
    assumed: said === undefined,
    origin: table.origins.maxConnections ?? (own && maxConnections === undefined ? own.origin : origin),
    ...(pooler && kind !== null && { pooler: poolerOf(pooler, kind) }),
  };
}

function assumedServers(services: readonly Service[], { maxConnections, run }: GatherOptions): Server[] {
  const names = new Set(services.map(({ server }) => server));
  return [...names].sort().map((name) => {
    const own = maxConnections === undefined ? ranAs(name, run) : undefined;
    const said = maxConnections ?? own?.maxConnections;
    const first = services.find(({ server }) => server === name);
    return {
      name,
      capacity: { ...CAPACITY, ...(said !== undefined && { maxConnections: said }) },
      assumed: said === undefined,
      origin: own?.origin ?? first?.origin ?? new Origin("default"),
    };
  });
}

/** The server of that host, where the manifests run it; undefined where several are of that name and differ. */
function ranAs(host: string, run: readonly RunServer[] = []): RunServer | undefined {
  const inCluster = /\.svc(?:\.|$)/.test(host) ? host.split(".", 1)[0]! : host;
  const found = run.filter(({ names }) => names.includes(host) || names.includes(inCluster));
  return new Set(found.map(({ maxConnections }) => maxConnections)).size === 1 ? found[0] : undefined;
}

/** What a server gives of which nothing is said. */
const CAPACITY = {
  maxConnections: defaultOf(fleetServer.maxConnections) as number,
  reserved: defaultOf(fleetServer.reserved) as number,
  budget: defaultOf(fleetServer.budget) as Percent,
};

function poolerOf({ values }: Table<typeof fleetPooler>, kind: Kind | undefined): Pooler {
  const known = kind === undefined ? undefined : POOLERS[kind];
  const remarks: string[] = [];
  const take = <T>(field: "poolSize" | "maxClientConn", said: T | undefined): T | number | undefined => {
    if (said !== undefined && said !== null) return said;
    const value = known?.[field];
    if (value !== undefined) remarks.push(`${field} is not stated; ${kind} has ${value} by default`);
    return value;
  };
  return {
    kind: kind ?? "pooler",
    instances: values.instances ?? 1,
    poolSize: take("poolSize", values.poolSize) ?? undefined,
    reservePoolSize: values.reservePoolSize ?? 0,
    maxDbConnections: values.maxDbConnections ?? null,
    maxClientConn: take("maxClientConn", values.maxClientConn) ?? null,
    databases: values.databases ?? 1,
    users: values.users ?? 1,
    remarks,
  };
}

function undeclared({ shown, origin, reason }: Running): Finding {
  return createFinding("undeclared-workload", {
    message: `${shown} reaches a database (${reason}) and is no service of the fleet file, so its connections are not counted`,
    origin,
    help: "Add it to services, with `workload` where its name is another one; if it opens none, give it `pool = 0`.",
  });
}

function defaultOf(field: unknown): unknown {
  return isField(field) ? field.default : undefined;
}

const MOST_LISTED = 12;

function list(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return `${names.slice(0, MOST_LISTED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

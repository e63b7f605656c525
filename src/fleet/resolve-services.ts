// fleet files and workloads to one plan: which server each service uses, and what it may open there

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { scanDsn } from "../dsn/parse.ts";
import type { Fleet } from "../model/capacity.ts";
import type { Percent } from "../model/field.ts";
import { isField } from "../model/model.ts";
import { showKey } from "../model/spellings.ts";
import { type Kind, POOLERS } from "../poolers/poolers.ts";
import type { FleetFile, ServerTable, ServiceTable, Table } from "./file.ts";
import { assumedFindings, notCountedFindings, otherFindings, type Unsized, unknownFindings } from "./gaps.ts";
import type { RunPooler, RunServer } from "./manifests/_define.ts";
import { HIDDEN } from "./manifests/_read.ts";
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
import type { Fleet as Input, Running, Unknown, Use } from "./workloads.ts";

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
export function resolveServices(files: readonly FleetFile[], input: Input, options: GatherOptions): Gathered {
  const { running } = input;
  const findings = files.flatMap((file) => file.findings);
  const declared = files.flatMap(({ services }) => services);
  const stated = files.flatMap(({ servers }) => servers);
  const matched = match(declared, running, findings);
  const known = new Set(matched.values());
  const free = running.filter((workload) => workload.uses.length > 0 && !known.has(workload));
  if (files.length > 0) for (const workload of free) findings.push(undeclared(workload));
  const found = files.length > 0 ? [] : free;
  const open: Open = { unknown: [], unsized: [] };
  const services = [
    ...declared.map((table) => declaredService(table, matched.get(table), stated, options, findings, open)),
    ...found.flatMap((workload) => foundServices(workload, open)),
  ];
  findings.push(...unknownFindings(open.unknown), ...assumedFindings(open.unsized, DEFAULT_MAX));
  findings.push(...running.flatMap((workload) => workload.findings));
  // what a fleet file declares is counted as it says
  const unsaid = running.filter((workload) => !known.has(workload));
  const notCounted = unsaid.flatMap(uncounted);
  findings.push(...notCountedFindings(notCounted), ...otherFindings(unsaid));
  const servers =
    stated.length > 0
      ? stated.map((table) => serverOf(table, input, stated.length === 1, options))
      : assumedServers(services, input, options);
  const counted = known.size + found.length;
  const gaps = new Set(notCounted.map(({ workload }) => workload));
  const uncovered = unsaid.filter(
    (workload) =>
      (files.length > 0 && workload.uses.length > 0) || (workload.uses.length === 0 && gaps.has(idOf(workload))),
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
  const uses = usesOn(table.values.server, workload);
  const { "": main, ...named } = {
    ...settings?.fleet.pools,
    ...Object.assign({}, ...uses.map((use) => use.pools)),
    ...(values.pool !== undefined && { "": values.pool }),
  };
  const pools: Record<string, number> = { ...(main !== undefined && { "": main }), ...named, ...further };
  const sized =
    values.pool !== undefined ||
    (settings?.sized ?? false) ||
    (uses.length > 0 && uses.every(({ unsized }) => unsized.length === 0)) ||
    Object.keys(further).length > 0;
  // a connection string that cannot be read may say a size, but seldom does where the config states one
  const stated = (settings?.sized ?? false) || Object.keys(further).length > 0;
  const open = [...(workload?.unknown ?? []), ...uses.flatMap(({ unknown }) => unknown)].filter(
    ({ field, unlikely }) => values[field] === undefined && !(unlikely && stated),
  );
  gaps.unknown.push(...open);
  const least = deadlockMinimum(values.concurrency ?? 1, values.heldAtOnce ?? 1);
  // a size that is not known is a gap of its own
  const size = open.some(({ field }) => field === "pool") ? undefined : (main ?? (sized ? undefined : DEFAULT_MAX));
  if (size !== undefined && least > 1 && size < least) findings.push(belowDeadlockMinimum(table, size, least));
  if (!sized && !open.some(({ field }) => field === "pool")) gaps.unsized.push({ shown: `services.${name}`, origin });
  const server = serverFor(table, servers, findings);
  // the address of a pooler that the fleet file declares may be any
  const isDeclared = servers.some((one) => one.name === server && one.pooler !== undefined);
  return {
    name,
    server,
    fleet: {
      ...numbers(table, workload, settings),
      pools: Object.keys(pools).length > 0 ? pools : { "": DEFAULT_MAX },
    },
    origin,
    unknown: unknownsOf(open, sized),
    remarks: [...(workload?.remarks ?? []), ...uses.flatMap(({ remarks }) => remarks)],
    // what the fleet file sets takes precedence over what the workload sets
    steps: (workload?.steps ?? []).filter(
      ({ name: step }) => !((step === "pool" || step === "processes") && values[step] !== undefined),
    ),
    ...roleOf(uses, values.url?.reveal()),
    direct: values.direct ?? (!isDeclared && isDirect(uses)),
    ...(values.demand !== undefined && { demand: values.demand }),
    least,
  };
}

function belowDeadlockMinimum({ name, values, origin, origins }: ServiceTable, size: number, least: number): Finding {
  const tasks = values.concurrency ?? 1;
  return createFinding("pool-below-deadlock-minimum", {
    message: `The pool of services.${name} has ${size} connections, and ${tasks === 1 ? "one task" : `${tasks} tasks`} that hold up to ${values.heldAtOnce} each can wait for one another for ever: the minimum is ${least}`,
    origin: origins.pool ?? origins.concurrency ?? origins.heldAtOnce ?? origin,
    legal: `${least} or more`,
    help: `Set the pool to ${least} or more, or let each task hold one connection at a time.`,
  });
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

/** A service for each server that a workload connects to. */
function foundServices(workload: Running, gaps: Open): Service[] {
  const { shown, origin, label, uses } = workload;
  gaps.unknown.push(...workload.unknown);
  return uses.map((use, index) => {
    const { target, server = DEFAULT_SERVER, names, pools, unsized, unknown } = use;
    gaps.unknown.push(...unknown);
    const open = [...workload.unknown, ...unknown];
    if (unsized.length > 0 && !open.some(({ field }) => field === "pool"))
      gaps.unsized.push({
        shown: uses.length > 1 || unsized.some((name) => name !== "") ? `${shown} (${names.join(", ")})` : shown,
        origin,
      });
    // where each copy has a server of its own, that server has one copy only
    const alone = target?.own ?? false;
    const { instances = 1, maxInstances = instances, processes = 1, surge = 0 } = workload;
    return {
      name: index === 0 ? label : `${label}-${server}`,
      server,
      fleet: {
        instances: alone ? Math.min(instances, 1) : instances,
        maxInstances: alone ? Math.min(maxInstances, 1) : maxInstances,
        processes,
        surge: alone ? 0 : surge,
        otherConnections: 0,
        pools: { ...pools, ...Object.fromEntries(unsized.map((name) => [name, DEFAULT_MAX])) },
      },
      origin,
      unknown: unknownsOf(open, unsized.length === 0),
      remarks: [...workload.remarks, ...use.remarks],
      steps: workload.steps,
      ...roleOf([use]),
      workload: idOf(workload),
      direct: isDirect([use]),
      least: 1,
    };
  });
}

/** The role that a service connects as, if there is only one. */
function roleOf(uses: readonly Use[], url?: string): Pick<Service, "role"> {
  const users = uses.flatMap(({ logins }) => logins.map((login) => login.split("\n")[1] ?? ""));
  const stated = url === undefined ? undefined : scanDsn(url).dsn.user?.toString();
  const [role, ...others] = new Set([...users, stated ?? ""].filter((user) => user !== "" && user !== HIDDEN));
  return role !== undefined && others.length === 0 ? { role } : {};
}

/** What a workload opens at the server that its service names; everything, if none of it is known to be there. */
function usesOn(server: string | undefined, workload: Running | undefined): readonly Use[] {
  const uses = workload?.uses ?? [];
  const there = uses.filter((use) => use.server !== undefined && use.server === server);
  return there.length > 0 ? there : uses;
}

/** Whether the addresses are the server's own, and not those of a pooler in front of it. */
function isDirect(uses: readonly Use[]): boolean {
  return uses.some(({ target }) => target !== undefined && target.pooler === undefined);
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

function serverOf(table: ServerTable, input: Input, isOnly: boolean, { maxConnections, run }: GatherOptions): Server {
  const { name, values, origin, pooler } = table;
  // the only server of a fleet file is the only one of its manifests, whatever it is called there
  const [alone] = isOnly && input.servers.size === 1 ? input.servers.keys() : [];
  const known = input.servers.has(name) ? name : alone;
  const own = ranAs(name, run) ?? (known === undefined ? undefined : input.servers.get(known)?.limit);
  const said = values.maxConnections ?? maxConnections ?? own?.maxConnections;
  const kind = pooler?.values.kind;
  return {
    name,
    capacity: { ...CAPACITY, ...kept(own), ...values, ...(said !== undefined && { maxConnections: said }) },
    assumed: said === undefined,
    origin: table.origins.maxConnections ?? (own && maxConnections === undefined ? own.origin : origin),
    ...(pooler ? kind !== null && { pooler: poolerOf(pooler, kind) } : known !== undefined && poolersOf(known, input)),
  };
}

function assumedServers(services: readonly Service[], input: Input, { maxConnections, run }: GatherOptions): Server[] {
  const names = new Set([...services.map(({ server }) => server), ...input.poolers.keys()]);
  return [...names].sort().map((name) => {
    const own = maxConnections === undefined ? (input.servers.get(name)?.limit ?? ranAs(name, run)) : undefined;
    const said = maxConnections ?? own?.maxConnections;
    const first = services.find(({ server }) => server === name);
    return {
      name,
      capacity: { ...CAPACITY, ...kept(own), ...(said !== undefined && { maxConnections: said }) },
      assumed: said === undefined,
      origin: own?.origin ?? first?.origin ?? input.poolers.get(name)?.[0]?.origin ?? new Origin("default"),
      ...poolersOf(name, input),
    };
  });
}

/** The poolers in front of a server, each with a pool for each database and user of its clients. */
function poolersOf(name: string, { poolers, running }: Input): Pick<Server, "pooler" | "furtherPoolers"> {
  const [first, ...rest] = poolers.get(name) ?? [];
  if (!first) return {};
  const of = (pooler: RunPooler): Pooler => {
    const uses = running.flatMap((one) => one.uses.filter(({ target }) => target?.pooler === pooler));
    const logins = new Set(uses.flatMap((use) => use.logins)).size;
    return runPooler(pooler, Math.max(1, logins, pooler.databases ?? 1));
  };
  return { pooler: of(first), ...(rest.length > 0 && { furtherPoolers: rest.map(of) }) };
}

/** The server of that host, where the manifests run it; undefined where several are of that name and differ. */
function ranAs(host: string, run: readonly RunServer[] = []): RunServer | undefined {
  const inCluster = /\.svc(?:\.|$)/.test(host) ? host.split(".", 1)[0]! : host;
  const found = run.filter(({ names }) => names.includes(host) || names.includes(inCluster));
  return new Set(found.map(({ maxConnections }) => maxConnections)).size === 1 ? found[0] : undefined;
}

const kept = (server: RunServer | undefined) => (server?.reserved === undefined ? {} : { reserved: server.reserved });

/** What a server gives of which nothing is said. */
const CAPACITY = {
  maxConnections: defaultOf(fleetServer.maxConnections) as number,
  reserved: defaultOf(fleetServer.reserved) as number,
  budget: defaultOf(fleetServer.budget) as Percent,
};

function poolerOf({ values }: Table<typeof fleetPooler>, kind: Kind | undefined): Pooler {
  const { remarks, ...sizes } = sizesOf(kind, values);
  return {
    kind: kind ?? "pooler",
    instances: values.instances ?? 1,
    reservePoolSize: values.reservePoolSize ?? 0,
    maxDbConnections: values.maxDbConnections ?? null,
    databases: values.databases ?? 1,
    users: values.users ?? 1,
    ...sizes,
    remarks,
  };
}

/** A pooler of the manifests. `pools` is the number of pairs of databases and users. */
function runPooler(run: RunPooler, pools: number): Pooler {
  const { kind, name, instances } = run;
  const { remarks, ...sizes } = sizesOf(Object.hasOwn(POOLERS, kind) ? (kind as Kind) : undefined, run);
  return {
    kind,
    instances: "value" in instances ? instances.value : 1,
    reservePoolSize: run.reservePoolSize ?? 0,
    maxDbConnections: run.maxDbConnections ?? null,
    databases: pools,
    users: 1,
    ...sizes,
    remarks: [
      ...(name === kind ? [] : [`${kind} is run by ${name}`]),
      ...("unknown" in instances ? [`the number of instances of ${name} is not known: ${instances.unknown}`] : []),
      ...remarks,
    ],
  };
}

/** The sizes that are set for a pooler, and its own defaults for those that are not. */
function sizesOf(
  kind: Kind | undefined,
  values: { readonly poolSize?: number | null | undefined; readonly maxClientConn?: number | null | undefined },
): Pick<Pooler, "poolSize" | "maxClientConn" | "remarks"> {
  const known = kind === undefined ? undefined : POOLERS[kind];
  const remarks: string[] = [];
  const take = (field: "poolSize" | "maxClientConn"): number | undefined => {
    const said = values[field];
    if (said !== undefined && said !== null) return said;
    const value = known?.[field];
    if (value !== undefined) remarks.push(`${field} is not stated; ${kind} has ${value} by default`);
    return value;
  };
  return { poolSize: take("poolSize"), maxClientConn: take("maxClientConn") ?? null, remarks };
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

// what manifests say, put together: the copies of each workload, the databases that it connects to, and the sizes of its pools

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { share } from "../model/capacity.ts";
import type { Percent } from "../model/field.ts";
import { connectionsOf, type Sign } from "./connections.ts";
import { type Filled, filled, keyOf } from "./container.ts";
import { containersOf, type Hosts, hostsOf, type Place, scopeOf, type Target } from "./hosts.ts";
import { roleOf } from "./images.ts";
import type { Amount, Parts, RunPooler, Scaler, Workload } from "./manifests/_define.ts";
import { labelOf } from "./plan.ts";
import { type Step, sizingOf } from "./sizing.ts";

/** A workload with all that is known about it. */
export interface Running {
  /** As a table shows it: `api`, with the namespace where another has the same name. */
  readonly label: string;
  /** As a message shows it: `Deployment api`. */
  readonly shown: string;
  /** How a fleet file may call it, in lower case: `api`, `deployment/api`, `shop/deployment/api`. */
  readonly names: readonly string[];
  readonly name: string;
  readonly origin: Origin;
  /** The variable, argument or file that leads to a database. */
  readonly reason: string;
  readonly instances?: number;
  readonly maxInstances?: number;
  readonly surge?: number | Percent;
  readonly processes?: number;
  /** What it opens, by server; empty if it connects to no database. */
  readonly uses: readonly Use[];
  /** What cannot be known of its copies, by the field of the fleet file that would set it. */
  readonly unknown: readonly Unknown[];
  readonly remarks: readonly string[];
  /** Where the numbers of its containers come from. */
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  /** Why containers that are not counted may use PostgreSQL. */
  readonly signs: readonly Sign[];
  /** Containers that use another database, and are not counted for that reason. */
  readonly others: readonly Other[];
}

/** What a workload opens at one server. */
export interface Use {
  /** Name of the server; undefined if nothing says which it is. */
  readonly server?: string;
  readonly target?: Target;
  /** Variables, arguments or files that lead there. */
  readonly names: readonly string[];
  /** Databases and users that it connects to and as. */
  readonly logins: readonly string[];
  /** Maximum sizes of its pools that are known, by name. */
  readonly pools: Readonly<Record<string, number>>;
  /** Names of the pools whose size nothing gives. */
  readonly unsized: readonly string[];
  readonly unknown: readonly Unknown[];
  readonly remarks: readonly string[];
}

/** Another database that a container is set up for. */
export interface Other {
  readonly database: string;
  /** The variable that says so. */
  readonly name: string;
  readonly origin: Origin;
}

/** A number that a manifest does not tell. */
export interface Unknown {
  readonly field: "instances" | "maxInstances" | "processes" | "pool";
  /** What a table shows: the field, and the reason. */
  readonly why: string;
  readonly reason: string;
  /** The workload as a message shows it. */
  readonly shown: string;
  readonly origin: Origin;
  /** Whether it is the size that a connection string may say, and seldom does. */
  readonly unlikely?: boolean;
}

/** The workloads of the input, and the servers that they connect to. */
export interface Fleet {
  readonly running: readonly Running[];
  /** Servers by their names in a table. */
  readonly servers: ReadonlyMap<string, Target>;
  /** Poolers by the name of the server behind them. */
  readonly poolers: ReadonlyMap<string, readonly RunPooler[]>;
}

/** Puts the parts together: scalers and sets of variables with the workloads that they are for. */
export function runningOf(parts: Parts): Fleet {
  const met = new Map<string, Origin>();
  const scalers = indexed(parts.scalers, (scaler) => keyOf(scaler.kind, scaler.namespace, scaler.name));
  const sets = indexed(parts.sets, (set) => keyOf(set.kind, set.namespace, set.name));
  const containers = new Map(
    parts.workloads.map((workload) => [
      workload,
      containersOf(workload, parts).map((container) => filled(container, scopeOf(workload), sets, workload.labels)),
    ]),
  );
  const hosts = hostsOf(parts, containers);
  const count = new Map<string, number>();
  for (const { name } of parts.workloads) count.set(name, (count.get(name) ?? 0) + 1);
  const running = parts.workloads.map((workload) => {
    const { kind, namespace, name } = workload;
    const shown = { ...workload, name: labelOf(name), namespace: labelOf(namespace) };
    const scaler = scalers.get(keyOf(kind, namespace, name)) ?? scalers.get(keyOf(kind, "", name));
    const label =
      count.get(name)! > 1
        ? [shown.namespace || scopeOf(shown), kind, shown.name].filter(Boolean).join("/")
        : shown.name;
    const key = keyOf(kind, scopeOf(workload), name);
    const twin = met.get(key);
    if (!twin) met.set(key, workload.origin);
    const one = put(shown, label, scaler, containers.get(workload)!, { scope: scopeOf(workload), workload }, hosts);
    if (!twin || one.uses.length === 0) return one;
    const again = createFinding("duplicate-workload", {
      message: `${one.shown} stands here again, after ${twin.label}; both are counted`,
      origin: one.origin,
      related: [twin],
      help: "Give the manifests of one environment at a time: the folder of an overlay, or what kustomize build writes.",
    });
    return { ...one, findings: [...one.findings, again] };
  });
  return named(running, hosts);
}

/** Gives the servers names that tell them apart, and a workload of an unknown host the only server that there is. */
function named(running: readonly Running[], hosts: Hosts): Fleet {
  const targets = new Map<string, Target>();
  const used = running.flatMap(({ uses }) => uses.flatMap(({ target }) => target ?? []));
  const behind = hosts.poolers.filter(({ own }) => !own);
  for (const target of [...used, ...behind]) if (!targets.has(target.id)) targets.set(target.id, target);
  const [only] = targets.size === 1 ? targets.values() : [];
  const count = new Map<string, number>();
  for (const { name } of targets.values()) count.set(name, (count.get(name) ?? 0) + 1);
  const nameOf = ({ name, scope }: Target) => labelOf(count.get(name)! > 1 && scope !== "" ? `${scope}/${name}` : name);
  const poolers = new Map<string, RunPooler[]>();
  for (const target of behind) {
    const list = poolers.get(nameOf(target)) ?? [];
    if (!list.some(({ name, namespace }) => name === target.pooler!.name && namespace === target.pooler!.namespace))
      list.push(target.pooler!);
    poolers.set(nameOf(target), list);
  }
  return {
    running: running.map((one) => ({
      ...one,
      uses: one.uses.map((use) => {
        const target = use.target ?? only;
        return target ? { ...use, target, server: nameOf(target) } : use;
      }),
    })),
    servers: new Map([...targets.values()].map((target) => [nameOf(target), target])),
    poolers,
  };
}

function put(
  workload: Workload,
  label: string,
  scaler: Scaler | undefined,
  containers: readonly Filled[],
  place: Place,
  hosts: Hosts,
): Running {
  const { kind, namespace, name, origin } = workload;
  const shown = `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;
  const unknown: Unknown[] = [];
  const take = (field: Unknown["field"], amount: Amount | undefined): number | undefined => {
    if (amount === undefined || "value" in amount) return amount?.value;
    unknown.push(notKnown(field, shown, amount.unknown, origin));
    return undefined;
  };
  const scaled = scaler !== undefined;
  // what scales a workload sets its count, whatever the workload itself says
  const stated = take(
    "instances",
    scaled && "unknown" in workload.instances ? (scaler.min ?? { value: 1 }) : workload.instances,
  );
  // a scaler starts its least at once
  const least = scaler?.min && "value" in scaler.min ? scaler.min.value : 0;
  const instances = stated === undefined ? undefined : Math.max(stated, least);
  const most = take("maxInstances", scaler?.max ?? workload.maxInstances);
  const own = take("processes", workload.processes);
  const read = containers.map((container) => readContainer(container, place, hosts));
  const users = read.filter(({ found }) => found.length > 0);
  const { uses, processes, findings, steps } = usesOf(users, own, (field, reason) =>
    notKnown(field, shown, reason, origin),
  );
  const top = Math.max(instances ?? 1, most ?? 0);
  const { surge } = workload;
  const cut = workload.surgeCut && typeof surge === "string" ? share(top, surge, "down") : surge;
  return {
    label,
    shown,
    name,
    names: [name, `${kind}/${name}`, `${namespace}/${name}`, `${namespace}/${kind}/${name}`].map((word) =>
      word.toLowerCase(),
    ),
    origin,
    reason: users.map(({ found }) => found[0]!.name).join(", "),
    ...(workload.deployOnly
      ? { instances: 0, maxInstances: 0, surge: instances ?? 1 }
      : {
          ...(instances !== undefined && { instances }),
          ...(most !== undefined && { maxInstances: most }),
          surge: cut,
        }),
    ...(processes !== undefined && { processes }),
    uses,
    unknown,
    remarks: [
      ...workload.remarks,
      ...(scaler ? [scaler.title] : []),
      ...(workload.deployOnly ? ["it runs during a deploy only"] : []),
    ],
    steps,
    findings,
    signs: read.flatMap(({ sign, container }) =>
      sign ? [{ ...sign, ...(containers.length > 1 && { container: container.name }) }] : [],
    ),
    others: read.flatMap(({ other }) =>
      other ? [{ name: other.name, origin: other.origin, database: other.database.title }] : [],
    ),
  };
}

function notKnown(field: Unknown["field"], shown: string, reason: string, origin: Origin): Unknown {
  return { field, why: `${field}: ${reason}`, reason, shown, origin };
}

interface Read extends ReturnType<typeof connectionsOf> {
  readonly container: Filled;
}

function readContainer(container: Filled, place: Place, hosts: Hosts): Read {
  // a server, its exporter or its pooler is not a client, whatever its variables are called
  if (roleOf(container.image) !== undefined) return { container, found: [] };
  return { container, ...connectionsOf(container, place, hosts) };
}

/** The uses of all containers, by server. */
function usesOf(
  users: readonly Read[],
  own: number | undefined,
  notKnown: (field: Unknown["field"], reason: string) => Unknown,
): {
  readonly uses: readonly Use[];
  readonly processes: number | undefined;
  readonly findings: readonly Finding[];
  readonly steps: readonly Step[];
} {
  const sizes = users.map(({ container, found }) => sizingOf(container, found));
  const counts = sizes.map(({ processes }) => own ?? processes);
  // where containers differ, each pool is counted with the processes of its container
  const differ = new Set(counts.map((count) => count ?? 1)).size > 1;
  const uses = new Map<
    string,
    {
      target?: Target;
      names: string[];
      logins: string[];
      pools: Record<string, number>;
      unsized: string[];
      unknown: Unknown[];
      remarks: string[];
    }
  >();
  for (const [index, { container, found, more }] of users.entries()) {
    const { pools, unknown, remarks } = sizes[index]!;
    for (const [at, one] of found.entries()) {
      const key = one.target ? `${one.target.id}\n${one.target.pooler?.name ?? ""}` : "";
      const use = uses.get(key) ?? {
        ...(one.target && { target: one.target }),
        names: [],
        logins: [],
        pools: {},
        unsized: [],
        unknown: [],
        remarks: [],
      };
      uses.set(key, use);
      use.names.push(one.name);
      const isOnly = users.length === 1 && found.filter(({ target }) => target?.id === one.target?.id).length === 1;
      const title = [users.length > 1 ? container.name : "", found.length > 1 ? one.name : ""]
        .filter((word) => word !== "")
        .join(" ");
      const nameOf = (pool: string) =>
        isOnly ? pool : uniqueIn(use.pools, [title, pool].filter((word) => word !== "").join("."));
      const times = differ ? (counts[index] ?? 1) : 1;
      const sized = pools[at];
      for (const [pool, max] of Object.entries(sized ?? {})) use.pools[nameOf(pool)] = max * times;
      if (sized === undefined) use.unsized.push(nameOf(""));
      if (times > 1) use.remarks.push(`${container.name} has ${times} processes`);
      if (one.database !== undefined || one.user !== undefined)
        use.logins.push(`${one.database ?? ""}\n${one.user ?? ""}`);
      if (at > 0) continue;
      for (const { field, reason, origin, unlikely = false } of unknown)
        use.unknown.push({ ...notKnown(field, reason), ...(origin && { origin }), unlikely });
      if (more !== undefined) use.unknown.push(notKnown("pool", more));
      use.remarks.push(...remarks);
    }
  }
  const known = differ ? 1 : counts.find((count) => count !== undefined);
  return {
    uses: [...uses.values()],
    processes: known,
    findings: sizes.flatMap(({ findings }) => findings),
    steps: sizes.flatMap(({ steps }) => steps),
  };
}

/** A name that no pool has yet: each is counted. */
function uniqueIn(pools: Readonly<Record<string, number>>, name: string): string {
  let unique = name;
  for (let count = 2; Object.hasOwn(pools, unique); count++) unique = `${name} ${count}`;
  return unique;
}

function indexed<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [key(item), item]));
}

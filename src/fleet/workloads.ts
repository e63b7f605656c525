// what manifests say, put together: the copies of each workload, its pools, and whether it reaches a database

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { otherByAddress } from "../dsn/database-systems.ts";
import { scanDsn } from "../dsn/parse.ts";
import { settingOf } from "../load/environment.ts";
import { share } from "../model/capacity.ts";
import type { Percent } from "../model/field.ts";
import { type Filled, filled, keyOf } from "./container.ts";
import { meantBy } from "./conventions.ts";
import { evidenceOf, type Sign } from "./evidence.ts";
import { containersOf, type Hosts, hostsOf } from "./hosts.ts";
import { roleOf } from "./images.ts";
import type { Amount, Parts, Scaler, Variable, Workload } from "./manifests/_define.ts";
import { HIDDEN } from "./manifests/_read.ts";
import { isDatabaseFile } from "./names.ts";
import { labelOf } from "./plan.ts";
import { type Step, sizingOf, type Unread } from "./sizing.ts";

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
  /** Whether a variable of it is about a database. */
  readonly reaches: boolean;
  /** Which. */
  readonly reason: string;
  readonly host?: string;
  readonly instances?: number;
  readonly maxInstances?: number;
  readonly surge?: number | Percent;
  readonly processes?: number;
  /** Ceilings of its pools, by container; empty where none is stated. */
  readonly pools: Readonly<Record<string, number>>;
  readonly sized: boolean;
  /** What cannot be known, by the field of the fleet file that would state it. */
  readonly unknown: readonly Unknown[];
  readonly remarks: readonly string[];
  /** Where the numbers of its containers come from. */
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  /** Why containers that are not counted seem to use PostgreSQL. */
  readonly signs: readonly Sign[];
  /** Containers that use another database, and are not counted for that reason. */
  readonly others: readonly Other[];
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

/** Puts the parts together: scalers and sets of variables with the workloads that they are for. */
export function runningOf(parts: Parts): Running[] {
  const met = new Map<string, Origin>();
  const scalers = indexed(parts.scalers, (scaler) => keyOf(scaler.kind, scaler.namespace, scaler.name));
  const sets = indexed(parts.sets, (set) => keyOf(set.kind, set.namespace, set.name));
  const hosts = hostsOf(parts);
  const count = new Map<string, number>();
  for (const { name } of parts.workloads) count.set(name, (count.get(name) ?? 0) + 1);
  return parts.workloads.map((workload) => {
    const { kind, namespace, name } = workload;
    const shown = { ...workload, name: labelOf(name), namespace: labelOf(namespace) };
    const containers = containersOf(workload, parts);
    const scaler = scalers.get(keyOf(kind, namespace, name)) ?? scalers.get(keyOf(kind, "", name));
    const label = count.get(name)! > 1 ? [shown.namespace, kind, shown.name].filter(Boolean).join("/") : shown.name;
    const key = keyOf(kind, namespace, name);
    const twin = met.get(key);
    if (!twin) met.set(key, workload.origin);
    const running = put(
      shown,
      label,
      scaler,
      containers.map((container) => filled(container, namespace, sets, workload.labels)),
      hosts,
    );
    if (!twin || !running.reaches) return running;
    const again = createFinding("duplicate-workload", {
      message: `${running.shown} stands here again, after ${twin.label}; both are counted`,
      origin: running.origin,
      related: [twin],
      help: "Give the manifests of one environment at a time: the folder of an overlay, or what kustomize build writes.",
    });
    return { ...running, findings: [...running.findings, again] };
  });
}

function put(
  workload: Workload,
  label: string,
  scaler: Scaler | undefined,
  containers: readonly Filled[],
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
  const processes = take("processes", workload.processes);
  const read = containers.map((container) => poolOf(container, workload.namespace, hosts));
  const users = read.filter(({ reason }) => reason !== undefined);
  const pools: Record<string, number> = {};
  for (const { name: container, pools: own = {} } of users)
    for (const [pool, max] of Object.entries(own))
      pools[[...(users.length > 1 ? [container] : []), ...(pool === "" ? [] : [pool])].join(".")] = max;
  const sized = users.length > 0 && users.every(({ pools: own }) => own !== undefined);
  for (const { gaps = [] } of users)
    for (const { field, reason, unlikely = false } of gaps)
      unknown.push({ ...notKnown(field, shown, reason, origin), unlikely });
  for (const { second } of users) if (second !== undefined) unknown.push(notKnown("pool", shown, second, origin));
  const top = Math.max(instances ?? 1, most ?? 0);
  const { surge } = workload;
  const known = users.find(({ processes: own }) => own !== undefined)?.processes;
  const host = users.find((user) => user.host !== undefined)?.host;
  return {
    label,
    shown,
    name,
    names: [name, `${kind}/${name}`, `${namespace}/${name}`, `${namespace}/${kind}/${name}`].map((word) =>
      word.toLowerCase(),
    ),
    origin,
    reaches: users.length > 0,
    reason: users.map(({ reason }) => reason).join(", "),
    ...(host !== undefined && { host: labelOf(host) }),
    ...(instances !== undefined && { instances }),
    ...(most !== undefined && { maxInstances: most }),
    surge: workload.surgeCut && typeof surge === "string" ? share(top, surge, "down") : surge,
    ...((processes ?? known) !== undefined && { processes: (processes ?? known)! }),
    pools,
    sized,
    unknown,
    remarks: [...workload.remarks, ...(scaler ? [scaler.title] : []), ...users.flatMap(({ remarks }) => remarks)],
    steps: users.flatMap(({ steps = [] }) => steps),
    findings: users.flatMap(({ findings }) => findings),
    signs: read.flatMap(({ sign, name: container }) =>
      sign ? [{ ...sign, ...(containers.length > 1 && { container }) }] : [],
    ),
    others: read.flatMap(({ other }) => other ?? []),
  };
}

function notKnown(field: Unknown["field"], shown: string, reason: string, origin: Origin): Unknown {
  return { field, why: `${field}: ${reason}`, reason, shown, origin };
}

interface Pool {
  readonly name: string;
  /** The variable that tells of a database; undefined where none does. */
  readonly reason?: string;
  readonly pools?: Readonly<Record<string, number>>;
  readonly steps?: readonly Step[];
  readonly processes?: number;
  readonly host?: string;
  readonly gaps?: readonly Unread[];
  /** Why there is another pool, whose size is not counted. */
  readonly second?: string;
  readonly remarks: readonly string[];
  readonly findings: readonly Finding[];
  /** Why it seems to use PostgreSQL, if it is not counted. */
  readonly sign?: Sign;
  readonly other?: Other;
}

/** Variables that name a database whatever their value is. */
const TELLS = /^(?:DATABASE_URL|PG[A-Z]+|POOL_[A-Z_]+)$/;
const URL = /^(?:jdbc:)?(?:postgres(?:ql)?|psql|pgsql|postgis)(?:\+\w+)?:\/\//i;
/** Schemes that stand for `postgresql` in frameworks, such as django-environ, dj-database-url and PDO. */
const ALIAS = /^(jdbc:)?(?:psql|pgsql|postgis)(?=[:+])/i;

const NO_POOL = { remarks: [], findings: [] } as const;

/** What the variables of a container say, as `loadPoolConfig` would read them. */
function poolOf(container: Filled, namespace: string, hosts: Hosts): Pool {
  const { name, variables, image } = container;
  const role = roleOf(image);
  // a server is not its own client, whatever its variables are called
  if (role !== undefined && role !== "pooler") return { name, ...NO_POOL };
  let url: string | undefined;
  let reason: string | undefined;
  let partial: string | undefined;
  // the variable that holds the address which is read, if it is not DATABASE_URL
  let urlName: string | undefined;
  const addresses: string[] = [];
  const hasUrl = variables.has("DATABASE_URL");
  // whether a variable says PostgreSQL by itself, and not only "database" or "pool"
  let certain = false;
  for (const [key, variable] of variables) {
    const readable = "text" in variable;
    const known = readable ? variable.text : (variable.partial ?? "");
    const path = settingOf(key.replace(/_FILE$/, ""));
    if (path === "connection.url" && leadsElsewhere(known)) continue;
    if (path !== undefined ? TELLS.test(key) || path === "connection.url" : meantBy(key) === "size" || URL.test(known))
      reason ??= key;
    certain ||= URL.test(known) || (path !== undefined && /^PG[A-Z]/.test(key));
    if (!readable) {
      if (path === "connection.url") urlName ??= key;
      else if (URL.test(known)) {
        partial ??= known;
        if (!hasUrl) urlName ??= key;
      }
    } else if (path === "connection.url") url = known;
    else if (url === undefined && URL.test(known) && !hasUrl) {
      url = known;
      urlName = key;
    }
    if (URL.test(known)) addresses.push(key);
  }
  let leadsTo: string | undefined;
  if (reason === undefined || !certain) {
    const { postgresql, other } = evidenceOf(container, namespace, hosts);
    const elsewhere = other && { name: other.name, origin: other.origin, database: other.database.title };
    if (reason === undefined)
      return { name, ...NO_POOL, ...(postgresql ? { sign: postgresql } : elsewhere && { other: elsewhere }) };
    // a pool size, or an address that cannot be read, is the other database's
    if (elsewhere && !postgresql) return { name, ...NO_POOL, other: elsewhere };
    leadsTo = postgresql?.host;
  }
  const address = url ?? partial;
  const used = urlName ?? (address === undefined ? undefined : "DATABASE_URL");
  const { pools, processes, unknown, remarks, findings, steps } = sizingOf(container, [
    { name: used ?? "", ...(address !== undefined && { url: canonical(address) }) },
  ]);
  const own = variables.get("PGHOST");
  const host = (address === undefined ? own && "text" in own && own.text : hostOf(address)) || leadsTo;
  const second = addresses.find((key) => key !== used && !AUXILIARY.test(key) && !sameValue(variables, key, used));
  return {
    name,
    reason,
    ...(pools[0] && { pools: pools[0] }),
    steps,
    ...(processes !== undefined && { processes }),
    ...(host !== undefined && { host }),
    ...(second !== undefined && { second: `${second} is another address, and its pool is not counted` }),
    gaps: unknown,
    remarks,
    findings,
  };
}

/** Addresses for migrations and tools, which an application has beside that of its pool. */
const AUXILIARY = /DIRECT|SHADOW|UNPOOLED|NON_POOLING|MIGRAT|TEST|BACKUP/i;

function sameValue(variables: ReadonlyMap<string, Variable>, one: string, other: string | undefined): boolean {
  const textOf = (key: string | undefined) => {
    const variable = variables.get(key ?? "");
    return variable && "text" in variable ? variable.text : (variable as { partial?: string } | undefined)?.partial;
  };
  return textOf(one) === textOf(other);
}

function hostOf(url: string): string | undefined {
  const { dsn, faults } = scanDsn(canonical(url).replace(/^jdbc:/i, ""));
  const host = faults.some(({ severity }) => severity === "error") ? undefined : dsn.hosts[0]?.host;
  return host === HIDDEN ? undefined : host;
}

function canonical(url: string): string {
  return url.replace(ALIAS, "$1postgresql");
}

/** Whether an address is of another database, of a file, or of no database at all. */
function leadsElsewhere(text: string): boolean {
  return otherByAddress(text) !== undefined || /^https?:\/\//i.test(text.trim()) || isDatabaseFile(text);
}

function indexed<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [key(item), item]));
}

// how many connections a container opens: the sizes of its pools and its processes, as its application reads its settings

import { ruleOf } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { NO_PROJECT } from "../lint/define.ts";
import { settingOf } from "../load/environment.ts";
import { inspectFor } from "../load/index.ts";
import { applicationOf } from "./application.ts";
import type { Application } from "./applications/_define.ts";
import type { Filled } from "./container.ts";
import {
  type Candidate,
  defaultOf,
  meantBy,
  prefixOf,
  type Settings,
  settingsIn,
  sizeInKeywords,
  suspects,
} from "./conventions.ts";
import type { Figure } from "./figures.ts";
import type { Variable } from "./manifests/_define.ts";
import { HIDDEN } from "./manifests/_read.ts";
import { measure } from "./measure.ts";
import { isCount, programOf, type Started } from "./programs.ts";

/** A PostgreSQL database that a container connects to. */
export interface Connection {
  /** Variable, argument or file that contains the address. */
  readonly name: string;
  /** What it has in common with the other variables of the same database: `db` for `DB_HOST` and `DB_POOL_SIZE`. */
  readonly group?: string;
  /** The whole value, if it is a connection string or a list of settings such as ADO.NET's; what cannot be read in it is `HIDDEN`. */
  readonly text?: string;
  /** Its connection string, if it is one: a URL with the scheme `postgresql`, or libpq's keywords and values. */
  readonly url?: string;
  readonly host?: string;
}

/** What one copy of a container opens. */
export interface Sizing {
  /** For each connection, in the same order: the pools of one process by name (the main pool's is empty). Undefined if its size is not known. */
  readonly pools: readonly (Pools | undefined)[];
  /** Processes that each have all pools. Undefined if nothing says how many. */
  readonly processes?: number;
  /** What is not known. Anything here marks the total as a minimum. */
  readonly unknown: readonly Unread[];
  /** What the numbers are based on, if they are known: `DB_POOL_SIZE is read as pool.max`. */
  readonly remarks: readonly string[];
  /** Problems of the values themselves. */
  readonly findings: readonly Finding[];
  /** Where each number comes from. */
  readonly steps: readonly Step[];
}

type Pools = Readonly<Record<string, number>>;

/** One number of a service, and where it comes from. */
export interface Step {
  /** What it is: `pool`, `processes`, or the name of a further pool. */
  readonly name: string;
  readonly value: number;
  /** The variable, the option, or the default that it is. */
  readonly from: string;
  readonly origin?: Origin;
  /** Where a default is documented. */
  readonly source?: string;
}

/** A number of a container that is not known. */
export interface Unread {
  readonly field: "processes" | "pool";
  /** A clause: `POOL_MAX is taken from the shell`. */
  readonly reason: string;
  /** Where the variable is that it is about. */
  readonly origin?: Origin;
  /** Whether it is the size that a connection string may contain, and seldom does. */
  readonly unlikely?: boolean;
}

/** Reads the sizes of a container that has at least one connection. */
export function sizingOf(container: Filled, connections: readonly Connection[]): Sizing {
  const application = applicationOf(container);
  const started = programOf(container);
  const addresses = connections.map((connection) => readAddress(container, connection));
  const own = application
    ? ofApplication(application, container, connections, addresses, started)
    : ofConventions(container, connections, addresses, started);
  const processes = own.processes ?? addresses[0]?.processes;
  return {
    ...own,
    ...(processes !== undefined && { processes }),
    unknown: distinct(own.unknown),
    remarks: [...new Set(own.remarks)],
    findings: addresses.flatMap(({ findings }) => findings),
  };
}

type Numbers = Omit<Sizing, "findings">;

function likelySize(container: Filled, { own }: Address): Figure | undefined {
  return own ?? largest(settingsIn(container).sizes, "", []);
}

/** The numbers of an application that is known. */
function ofApplication(
  application: Application,
  container: Filled,
  connections: readonly Connection[],
  addresses: readonly Address[],
  started: Started,
): Numbers {
  const measured = measure(application, container);
  const isOwn = ({ name }: Connection) => application.address.includes(name);
  const main = Math.max(0, connections.findIndex(isOwn));
  // of a program that is not on the command line, the application knows best how many there are
  const copies = started.program === undefined ? undefined : started.processes;
  const openSize = measured.unknown.some(({ field }) => field === "pool");
  const inAddress = openSize ? addresses[main]!.inAddress : undefined;
  // a variable of a usual name is counted, but the application does not document that it reads it
  const likely =
    openSize && !inAddress && measured.pools[""] === undefined ? likelySize(container, addresses[main]!) : undefined;
  const sized = inAddress ?? likely;
  const pools = sized ? { ...measured.pools, "": sized.value } : measured.pools;
  const processes = copies?.value ?? measured.processes;
  const unknown: Unread[] = measured.unknown.filter(({ field }) => !(field === "pool" ? inAddress : copies));
  if (started.unknown !== undefined && measured.processes === undefined)
    unknown.push({ field: "processes", reason: started.unknown });
  // a role without pools opens no connections; one whose main pool is not known opens some
  const mine = pools[""] !== undefined ? pools : openSize ? undefined : { "": 0 };
  return {
    pools: connections.map((connection, index) => {
      if (index === main || isOwn(connection)) return mine;
      const origin = container.variables.get(connection.name)?.origin;
      unknown.push({
        field: "pool",
        reason: `${connection.name} is another address, and ${application.title} documents no size for it`,
        ...(origin && { origin }),
      });
      return undefined;
    }),
    ...(processes !== undefined && { processes }),
    unknown,
    remarks: copies ? measured.remarks.filter((line) => !line.startsWith("processes")) : measured.remarks,
    steps: [
      ...measured.steps.filter(({ name }) => !(name === "processes" ? copies : inAddress)),
      ...(sized ? [stepOf("pool", sized)] : []),
      ...(copies ? [stepOf("processes", copies)] : []),
    ],
  };
}

/** The numbers of an application of which only the variables and the command are known. */
function ofConventions(
  container: Filled,
  connections: readonly Connection[],
  addresses: readonly Address[],
  started: Started,
): Numbers {
  const settings = settingsIn(container);
  const prefixes = connections.map(({ name }) => prefixOf(name));
  const each = connections.map((connection, index) => {
    const others = prefixes.filter((_, at) => at !== index);
    const choose = (all: readonly Candidate[]) => largest(all, prefixes[index]!, others);
    return poolOf(container, connection, addresses[index]!, settings, started, choose);
  });
  const copies = processesOf(container, started);
  const parts = [...each, copies];
  return {
    pools: each.map(({ pools }) => pools),
    ...(started.processes && { processes: started.processes.value }),
    unknown: parts.flatMap(({ unknown }) => unknown),
    remarks: parts.flatMap(({ remarks }) => remarks),
    steps: parts.flatMap(({ steps }) => steps),
  };
}

interface Part {
  readonly pools?: Pools;
  readonly unknown: readonly Unread[];
  readonly remarks: readonly string[];
  readonly steps: readonly Step[];
}

/** The pool of one connection. */
function poolOf(
  { variables }: Filled,
  { name, url, text }: Connection,
  address: Address,
  { sizes, overflows, threads, hidden }: Settings,
  started: Started,
  choose: (all: readonly Candidate[]) => Figure | undefined,
): Part {
  const unknown: Unread[] = [];
  const unread = (reason: string, about: string | undefined, unlikely = false) => {
    const origin = about === undefined ? undefined : variables.get(about)?.origin;
    unknown.push({ field: "pool", reason, ...(origin && { origin }), ...(unlikely && { unlikely }) });
  };
  if (hidden !== undefined) unread(hidden.reason, hidden.name);
  // a variable that cannot be read takes precedence over the connection string
  const ours = hidden === undefined ? address.own : undefined;
  const size = hidden === undefined ? (ours ?? choose(sizes) ?? threads) : undefined;
  const more = choose(overflows);
  const named = suspects(variables, isKnown).filter(
    ({ meant }) => meant === (size ? "overflow" : "size") || meant === "overflow",
  );
  for (const { name: other, value, meant } of named)
    unread(`${other} is ${value}, and it may ${meant === "size" ? "be" : "add to"} the size of the pool`, other);
  if (more && more.value < 0) unread(`${more.name} is ${more.value}, which means that there is no limit`, more.name);
  const overflow = more && more.value > 0 ? more : undefined;
  // without a size, a number that is known all the same: each thread takes a connection, and libraries document their defaults
  const usual =
    size || hidden !== undefined ? undefined : (started.threads ?? defaultOf(variables.get(name), text ?? url));
  if (!size && unknown.length === 0) {
    if (usual) unread(`no pool size is set, and ${usual.name}`, name);
    else if (address.unread !== undefined) unread(address.unread, name, true);
    else if (overflow) unread(`no pool size is set, only ${overflow.name}`, overflow.name);
  }
  const counted = size ?? usual;
  const remarks = size && !ours ? [`${size.name} is read as pool.max`] : [];
  return {
    ...(counted && { pools: { "": counted.value, ...(overflow && { overflow: overflow.value }) } }),
    unknown,
    remarks: [...remarks, ...(counted && overflow ? [`${overflow.name} is added to the size of the pool`] : [])],
    steps: [
      ...(counted ? [stepOf("pool", counted)] : []),
      ...(counted && overflow ? [stepOf("overflow", overflow)] : []),
    ],
  };
}

/** The processes of a container, by its command line or its variables. */
function processesOf({ variables }: Filled, { program, processes, unknown }: Started): Part {
  const reasons: Unread[] = unknown === undefined ? [] : [{ field: "processes", reason: unknown }];
  if (processes)
    return {
      unknown: reasons,
      remarks: processes.value > 1 ? [`${processes.name}: ${processes.value} processes`] : [],
      steps: [stepOf("processes", processes)],
    };
  // a program that is known has told how many processes it runs
  if (program === undefined)
    for (const { name, value, meant } of suspects(variables, isKnown))
      if (meant === "workers") {
        const reason = `${name} is ${value}, and it may be the number of processes`;
        reasons.push({ field: "processes", reason, origin: variables.get(name)!.origin });
      }
  return { unknown: reasons, remarks: [], steps: [] };
}

/** Whether the meaning of a variable is known. */
function isKnown(name: string): boolean {
  return settingOf(name) !== undefined || meantBy(name) !== undefined || isCount(name);
}

/** The largest size that is meant for a connection: that of its own prefix, else one that is meant for no other. */
function largest(all: readonly Candidate[], prefix: string, others: readonly string[]): Figure | undefined {
  const own = all.filter((one) => one.prefix === prefix);
  const free = all.filter((one) => one.prefix === "" || !others.includes(one.prefix));
  return (own.length > 0 ? own : free).reduce<Candidate | undefined>(
    (most, one) => (most && most.value >= one.value ? most : one),
    undefined,
  );
}

function stepOf(name: string, { value, name: from, origin }: Figure): Step {
  return { name, value, from, ...(origin && { origin }) };
}

function distinct(unknown: readonly Unread[]): Unread[] {
  return [...new Map(unknown.map((one) => [`${one.field} ${one.reason}`, one])).values()];
}

/** What the variables of poolcfg's own names and the connection string say. */
interface Address {
  readonly own?: Figure;
  /** The same, if it is in the connection string. */
  readonly inAddress?: Figure;
  readonly processes?: number;
  /** Why the connection string cannot be read. */
  readonly unread?: string;
  readonly findings: readonly Finding[];
}

function readAddress({ variables }: Filled, { name, url, text }: Connection): Address {
  const env: Record<string, string> = {};
  for (const [key, variable] of variables)
    if ("text" in variable && settingOf(key) !== undefined && settingOf(key) !== "connection.url")
      env[key] = variable.text;
  if (url !== undefined) env.DATABASE_URL = url;
  const { config, origins, findings } = inspectFor({ config: {}, env, dotenv: false }, NO_PROJECT, {
    errorsOnly: true,
    elsewhere: true,
  });
  const stated = (path: string) => (origins[path]?.source ?? "default") !== "default";
  const address = variables.get(name);
  const readable = !address || "text" in address || isOpen(text ?? address.partial);
  const whole = text ?? (address && "text" in address ? address.text : undefined);
  const keywords = whole === undefined ? undefined : sizeInKeywords(whole);
  const max = stated("pool.max") ? config.pool.max : keywords;
  const inUrl = origins["pool.max"]?.source === "dsn" || !stated("pool.max");
  const from = inUrl ? name : (origins["pool.max"]?.name ?? name);
  const origin = variables.get(from)?.origin;
  const own = max === undefined ? undefined : { value: max, name: from, ...(origin && { origin }) };
  return {
    ...(own && { own, ...(inUrl && { inAddress: own }) }),
    ...(stated("deployment.processes") && { processes: config.deployment.processes }),
    ...(address && !("text" in address) && !readable && { unread: `${name} ${address.unreadable}` }),
    // what is wrong with a connection string of which parts are missing may be right with them
    findings: (readable ? findings : [])
      .filter(({ rule, severity }) => severity === "error" && ruleOf(rule)?.area !== "capacity")
      .map((finding) => placed(finding, variables, name)),
  };
}

/** Whether the parameters of a connection string can be read, although other parts of it cannot, such as the password. */
function isOpen(partial: string | undefined): boolean {
  const [address, ...parameters] = (partial ?? "").split("?");
  return /^[a-z][a-z0-9+.-]{1,30}:\/\/./i.test(address!) && !parameters.join("?").includes(HIDDEN);
}

// the finding knows the variable; the manifest knows where it is
function placed(finding: Finding, variables: ReadonlyMap<string, Variable>, address: string): Finding {
  const { edits: _, related: __, message, ...rest } = finding;
  const variable = variables.get(finding.origin?.name ?? "") ?? variables.get(address);
  const origin = variable?.origin ?? finding.origin;
  return {
    ...rest,
    message: variable?.secret ? `${origin?.name ?? "A variable"} holds a value that cannot be used` : message,
    // its path tells the formats what must not be shown
    path: finding.path ?? "connection.url",
    ...(origin && { origin }),
  };
}

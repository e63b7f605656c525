// the servers that the input runs and the names under which its workloads reach them: one server may have many

import type { OtherDatabase } from "../dsn/database-systems.ts";
import type { Filled } from "./container.ts";
import { roleOf } from "./images.ts";
import type { Container, Parts, RunPooler, RunServer, Workload } from "./manifests/_define.ts";
import { limitInFile, serverLimit } from "./manifests/_read.ts";
import { poolersIn } from "./run-poolers.ts";

/** What answers under a name. A pooler counts as what is behind it. */
export type Engine = "postgresql" | OtherDatabase;

/** A server that a name leads to. */
export interface Target {
  /** The same for all names of one server. */
  readonly id: string;
  readonly name: string;
  /** Namespace, or another scope in which its name is unique. */
  readonly scope: string;
  /** The limit that the manifests give it. Undefined if there is none, or several that differ. */
  readonly limit?: RunServer;
  /** What is in between, if the name is that of a pooler. */
  readonly pooler?: RunPooler;
  /** Whether each copy of the workload has a server of its own beside it. */
  readonly own?: boolean;
}

/** Where a name is used: short names and `localhost` depend on it. */
export interface Place {
  /** Scope of short host names: a namespace, or the folder of a compose file. */
  readonly scope: string;
  /** The workload itself. */
  readonly workload: Workload;
}

/** The names of servers in the input. */
export interface Hosts {
  /** Whether the input runs a PostgreSQL server. */
  readonly runsPostgresql: boolean;
  /** Whether it runs databases, none of which is PostgreSQL. */
  readonly runsOthersOnly: boolean;
  /** What a host name leads to; undefined if the input does not say. */
  engineOf(host: string, place: Place): Engine | undefined;
  /** The server behind a host name, in the input or elsewhere. */
  targetOf(host: string, place: Place): Target;
  /** Poolers with the servers behind them. */
  readonly poolers: readonly Target[];
  /** The server that a workload without a readable host must mean: the only one. */
  only(place: Place): Target | undefined;
  /** The host in a Secret that an operator creates for its cluster. */
  hostInSecret(secret: string, key: string, scope: string): string | undefined;
}

const LOCAL = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?|0\.0\.0\.0|\/.*)$/i;

/** Kinds of workloads whose containers share one network: `localhost` is the pod's or the task's own. */
const POD =
  /^(?:ECS service|ECS task|Cloud Run|.*Set$|Deployment|Pod|Job|CronJob|Rollout|ScaledJob|Replica|Deployment)/;

interface Known {
  readonly engine: Engine;
  readonly target?: Target;
}

/** Collects the servers of all parts. */
export function hostsOf(parts: Parts, containers: ReadonlyMap<Workload, readonly Filled[]>): Hosts {
  const known = new Map<string, Known>();
  const scopes = new Set<string>();
  const keyIn = (scope: string, name: string) => `${scope}\n${name.toLowerCase()}`;
  const add = (scope: string, names: readonly string[], entry: Known) => {
    scopes.add(scope);
    for (const name of names) if (!known.has(keyIn(scope, name))) known.set(keyIn(scope, name), entry);
  };
  const limits = limitsOf(parts);
  /** The limit in the variables or the mounted configuration of a server. */
  const ownLimit = (workload: Workload): RunServer | undefined => {
    for (const container of containers.get(workload) ?? []) {
      const said = serverLimit(container);
      if (said) return { names: [], ...said };
      if (roleOf(container.image) !== "postgresql") continue;
      for (const { text, origin } of container.files) {
        const maxConnections = limitInFile(text);
        if (maxConnections !== undefined) return { names: [], maxConnections, origin };
      }
    }
    return undefined;
  };
  const servers: Target[] = [];
  const server = (name: string, scope: string, names: readonly string[], workload?: Workload): Target => {
    const limit = limits(scope, [name, ...names], workload && (() => ownLimit(workload)));
    const target = { id: keyIn(scope, name), name, scope, ...(limit && { limit }) };
    servers.push(target);
    return target;
  };
  for (const { name, names, namespace } of parts.clusters)
    add(namespace, [...names, name], { engine: "postgresql", target: server(name, namespace, names) });
  const services = servicesOf(parts);
  const inPods = new Map<Workload, Known>();
  const poolers: { pooler: RunPooler; names: readonly string[]; workload?: Workload }[] = parts.poolers.map(
    (pooler) => ({
      pooler,
      names: pooler.names,
    }),
  );
  for (const workload of parts.workloads) {
    const own = containers.get(workload) ?? [];
    const roles = own.map(({ image }) => roleOf(image));
    const scope = scopeOf(workload);
    const names = [workload.name, ...(workload.hosts ?? []), ...(services.get(workload) ?? [])];
    scopes.add(scope);
    const beside = roles.includes(undefined);
    const found = roles.find((role): role is Engine => role !== undefined && role !== "tool" && role !== "pooler");
    for (const pooler of poolersIn(workload, own, scope))
      poolers.push({ pooler, names: beside ? [] : names, workload });
    if (found === "postgresql" && beside) {
      // a server beside the application is each copy's own
      const limit = limits(scope, names, () => ownLimit(workload));
      const target: Target = {
        id: keyIn(scope, `localhost of ${workload.kind} ${workload.name}`),
        name: `localhost of ${workload.name}`,
        scope,
        own: true,
        ...(limit && { limit }),
      };
      inPods.set(workload, { engine: "postgresql", target });
    } else if (found === "postgresql")
      add(scope, names, { engine: "postgresql", target: server(workload.name, scope, names, workload) });
    else if (found !== undefined && beside) inPods.set(workload, { engine: found });
    else if (found !== undefined) add(scope, names, { engine: found });
  }
  // of a workload whose image is not known, but that has the option of a server
  for (const { names, namespace = "" } of parts.servers)
    if (!names.some((name) => known.has(keyIn(namespace, name))))
      add(namespace, names, { engine: "postgresql", target: server(names[0] ?? "", namespace, names) });

  const find = (host: string, scope: string): Known | undefined => {
    const [name = "", second, third] = host.toLowerCase().replace(/\.$/, "").split(".");
    const inNamespace = second !== undefined && (third === undefined || third === "svc") ? second : undefined;
    return (
      known.get(keyIn(scope, host)) ??
      (inNamespace === undefined ? undefined : known.get(keyIn(inNamespace, name))) ??
      known.get(keyIn("", host)) ??
      // manifests of one application often leave the namespace to kubectl
      (inNamespace !== undefined && third === "svc" ? known.get(keyIn("", name)) : undefined)
    );
  };
  const elsewhere = (host: string, scope: string): Target => {
    const plain = host.toLowerCase().replace(/\.$/, "");
    const [name = "", second, third] = plain.split(".");
    const isService = second !== undefined && (third === "svc" || (third === undefined && scopes.has(second)));
    if (isService) return { id: keyIn(second, name), name, scope: second };
    return plain.includes(".") ? { id: plain, name: host, scope: "" } : { id: keyIn(scope, plain), name: host, scope };
  };
  const targets: Target[] = [];
  for (const { pooler, names, workload } of poolers) {
    const { upstream, namespace } = pooler;
    const behind =
      upstream === undefined
        ? servers.length === 1
          ? servers[0]
          : undefined
        : LOCAL.test(upstream) && workload
          ? inPods.get(workload)?.target
          : (find(upstream, namespace)?.target ?? elsewhere(upstream, namespace));
    const target: Target = {
      ...(behind ?? { id: keyIn(namespace, pooler.name), name: pooler.name, scope: namespace }),
      ...(!pooler.transparent && { pooler }),
    };
    if (target.pooler) targets.push(target);
    // a pooler takes precedence over a cluster that has its name among its own
    for (const name of names) known.set(keyIn(namespace, name), { engine: "postgresql", target });
    if (workload && names.length === 0) inPods.set(workload, { engine: "postgresql", target });
  }

  const engines = [...known.values()].map(({ engine }) => engine);
  const runsPostgresql = engines.includes("postgresql") || inPods.size > 0;
  const lookUp = (said: string, { scope, workload }: Place): Known | undefined => {
    const host = aliasIn(workload, said);
    if (!LOCAL.test(host)) return find(host, scope);
    return (
      inPods.get(workload) ??
      (workload.sharesNetworkOf === undefined ? undefined : find(workload.sharesNetworkOf, scope))
    );
  };
  return {
    runsPostgresql,
    poolers: targets,
    runsOthersOnly: !runsPostgresql && engines.some((engine) => engine !== "postgresql" && !engine.auxiliary),
    engineOf: (host, place) => lookUp(host, place)?.engine,
    targetOf(said, place) {
      const found = lookUp(said, place)?.target;
      if (found) return found;
      const { scope, workload } = place;
      const host = aliasIn(workload, said);
      if (!LOCAL.test(host)) return elsewhere(host, scope);
      if (!POD.test(workload.kind)) return { id: "localhost", name: "localhost", scope: "" };
      const name = `localhost of ${workload.name}`;
      return { id: keyIn(scope, `localhost of ${workload.kind} ${workload.name}`), name, scope, own: true };
    },
    only({ scope, workload }) {
      const beside = inPods.get(workload);
      if (beside?.target) return beside.target;
      const near = servers.filter((one) => one.scope === scope);
      return near.length === 1 ? near[0] : servers.length === 1 ? servers[0] : undefined;
    },
    hostInSecret(secret, key, scope) {
      const owner = parts.clusters.find(
        ({ namespace, secrets }) => secrets?.test(secret) && (namespace === scope || namespace === "" || scope === ""),
      );
      if (!owner) return undefined;
      return /pgbouncer|pooler/i.test(key) ? owner.names.find((name) => /pgbouncer|pooler/.test(name)) : owner.name;
    },
  };
}

/** What a workload itself calls another: a name of its links or extra hosts. */
function aliasIn({ hostAliases }: Workload, host: string): string {
  return hostAliases && Object.hasOwn(hostAliases, host) ? hostAliases[host]! : host;
}

/** The limit of a server by its names; of several that differ, none. `own` gives that of its files, if its names have none. */
function limitsOf({
  servers,
}: Parts): (
  scope: string,
  names: readonly string[],
  own?: (() => RunServer | undefined) | undefined,
) => RunServer | undefined {
  const byName = new Map<string, RunServer[]>();
  for (const server of servers)
    for (const name of server.names) {
      const key = `${server.namespace ?? ""}\n${name.toLowerCase()}`;
      const list = byName.get(key);
      if (list) list.push(server);
      else byName.set(key, [server]);
    }
  return (scope, names, own) => {
    const found = new Set(names.flatMap((name) => byName.get(`${scope}\n${name.toLowerCase()}`) ?? []));
    if (found.size === 0) return own?.();
    return new Set([...found].map(({ maxConnections }) => maxConnections)).size === 1 ? [...found][0] : undefined;
  };
}

/** The names of the Services of each workload. */
function servicesOf({ services, workloads }: Parts): Map<Workload, string[]> {
  const byLabel = new Map<string, Workload[]>();
  for (const workload of workloads)
    for (const [label, value] of Object.entries(workload.labels ?? {})) {
      const key = `${scopeOf(workload)}\n${label}=${value}`;
      const list = byLabel.get(key);
      if (list) list.push(workload);
      else byLabel.set(key, [workload]);
    }
  const names = new Map<Workload, string[]>();
  for (const { name, namespace, selector } of services) {
    const lists = Object.entries(selector).map((label) => byLabel.get(`${namespace}\n${label.join("=")}`) ?? []);
    // the rarest of its labels leaves the fewest to compare
    const [first] = lists.sort((a, b) => a.length - b.length);
    const found = (first ?? []).filter(({ labels }) =>
      Object.entries(selector).every(([label, value]) => labels?.[label] === value),
    );
    for (const workload of found) names.set(workload, [...(names.get(workload) ?? []), name]);
  }
  return names;
}

/** The scope of the short host names of a workload. */
export function scopeOf({ scope, namespace }: Workload): string {
  return scope ?? namespace;
}

/** The containers of a workload, its template's if it has one. */
export function containersOf({ containers }: Workload, { templates }: Parts): readonly Container[] {
  return Array.isArray(containers)
    ? (containers as readonly Container[])
    : (templates.get((containers as { template: string }).template) ?? []);
}

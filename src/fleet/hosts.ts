// the servers that the input runs, by the names under which its workloads reach them
import type { OtherDatabase } from "../dsn/database-systems.ts";
import { type Role, roleOf } from "./images.ts";
import type { Container, Parts, Workload } from "./manifests/_define.ts";

/** What answers under a name. A pooler counts as what stands behind it. */
export type Engine = "postgresql" | OtherDatabase;

/** The names of servers in the input. */
export interface Hosts {
  /** Whether the input runs a PostgreSQL server. */
  readonly runsPostgresql: boolean;
  /** Whether it runs databases, none of which is PostgreSQL. */
  readonly runsOthersOnly: boolean;
  /** What a host name leads to, seen from a namespace; undefined if the input does not tell. */
  engineOf(host: string, namespace: string): Engine | undefined;
}

/** Collects the servers of all parts. */
export function hostsOf(parts: Parts): Hosts {
  const engines = new Map<string, Engine>();
  const keyOf = (namespace: string, name: string) => `${namespace}\n${name.toLowerCase()}`;
  const add = (namespace: string, names: readonly string[], engine: Engine | undefined) => {
    if (engine) for (const name of names) engines.set(keyOf(namespace, name), engine);
  };
  const byLabel = new Map<string, { readonly workload: Workload; readonly engine: Engine }[]>();
  for (const workload of parts.workloads) {
    const engine = engineIn(workload, parts);
    if (!engine) continue;
    add(workload.namespace, [workload.name, ...(workload.hosts ?? [])], engine);
    for (const [label, value] of Object.entries(workload.labels ?? {})) {
      const key = keyOf(workload.namespace, `${label}=${value}`);
      const list = byLabel.get(key) ?? [];
      list.push({ workload, engine });
      byLabel.set(key, list);
    }
  }
  for (const { name, namespace, selector } of parts.services) {
    const [first] = Object.entries(selector);
    if (!first) continue;
    const found = (byLabel.get(keyOf(namespace, first.join("="))) ?? []).find(({ workload }) =>
      Object.entries(selector).every(([label, value]) => workload.labels?.[label] === value),
    );
    add(namespace, [name], found?.engine);
  }
  for (const { names, namespace = "" } of parts.servers) add(namespace, names, "postgresql");
  for (const { names, namespace } of parts.clusters) add(namespace, names, "postgresql");
  const all = [...engines.values()];
  const runsPostgresql = all.includes("postgresql");
  return {
    runsPostgresql,
    runsOthersOnly: !runsPostgresql && all.some((engine) => engine !== "postgresql" && !engine.auxiliary),
    engineOf(host, namespace) {
      const [name = "", second, third] = host.toLowerCase().replace(/\.$/, "").split(".");
      const inNamespace = second !== undefined && (third === undefined || third === "svc") ? second : undefined;
      return (
        (inNamespace === undefined ? undefined : engines.get(keyOf(inNamespace, name))) ??
        engines.get(keyOf(namespace, host)) ??
        engines.get(keyOf("", host)) ??
        // manifests of one application often leave the namespace to kubectl
        (inNamespace !== undefined && third === "svc" ? engines.get(keyOf("", name)) : undefined)
      );
    },
  };
}

/** The containers of a workload, its template's if it has one. */
export function containersOf({ containers }: Workload, { templates }: Parts): readonly Container[] {
  return Array.isArray(containers)
    ? (containers as readonly Container[])
    : (templates.get((containers as { template: string }).template) ?? []);
}

/** What a workload is, if none of its containers is an application. */
function engineIn(workload: Workload, parts: Parts): Engine | undefined {
  const roles = containersOf(workload, parts).map(({ image }) => roleOf(image));
  if (roles.includes(undefined)) return undefined;
  const found = roles.find((role): role is Exclude<Role, "tool"> => role !== "tool");
  return found === "pooler" ? "postgresql" : found;
}

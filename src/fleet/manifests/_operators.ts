// objects of operators that run PostgreSQL and its poolers on Kubernetes
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { originAt, type Parts, type RunPooler } from "./_define.ts";
import { amountOf, isTree, limitInFile, type Tree, tableAt, textAt, valueAt } from "./_read.ts";

/** Reads an object of one kind. */
export type Read = (document: Document, at: Pointer, parts: Parts) => void;

/** An object of an operator that runs PostgreSQL. */
interface Operated {
  /** Names of its Services. */
  readonly names: (name: string) => readonly string[];
  /** What the names of the Secrets that it creates end with. */
  readonly secrets?: readonly string[];
  /** Where its spec has the limit. */
  readonly limit?: readonly string[];
  /** An object that has it, by the place of its name in the spec. */
  readonly limitIn?: { readonly kind: string; readonly name: readonly string[] };
  /** The pooler that it runs, if its spec asks for one. */
  readonly pooler?: (spec: Tree, name: string) => Partial<RunPooler> | undefined;
}

/** Of the operator: https://github.com/zalando/postgres-operator/blob/master/docs/reference/operator_parameters.md */
const ZALANDO_CONNECTIONS = 60;
const ZALANDO_CLIENTS = 10_000;

const crunchy: Operated = {
  names: (name) => [`${name}-primary`, `${name}-replicas`, `${name}-ha`, `${name}-pods`],
  secrets: ["pguser", "pguser-.{1,63}"],
  limit: ["patroni", "dynamicConfiguration", "postgresql", "parameters", "max_connections"],
  pooler: (spec, name) => {
    const own = valueAt(spec, "proxy", "pgBouncer");
    if (!isTree(own)) return undefined;
    return {
      names: [`${name}-pgbouncer`],
      instances: amountOf(own.replicas, 1),
      ...pgbouncerSizes(tableAt(own, "config", "global")),
    };
  },
};

function operated({ names, secrets = [], limit, limitIn, pooler }: Operated): Read {
  return (document, at, parts) => {
    const name = textAt(document.data, ...at, "metadata", "name");
    if (name === undefined) return;
    const namespace = namespaceOf(document, at);
    const spec = tableAt(document.data, ...at, "spec");
    const all = names(name);
    const ends = secrets.join("|");
    parts.clusters.push({
      name,
      names: all,
      namespace,
      ...(ends !== "" && { secrets: new RegExp(`^${name.replace(/[^\w-]/g, ".")}-(?:${ends})$`) }),
    });
    const add = (said: unknown, way: Pointer) => {
      const amount = amountOf(said, 0);
      if ("value" in amount && amount.value > 0)
        parts.servers.push({
          names: [name, ...all],
          namespace,
          maxConnections: amount.value,
          origin: originAt(document, way),
        });
    };
    if (limit) add(valueAt(spec, ...limit), [...at, "spec", ...limit]);
    const other = limitIn && textAt(spec, ...limitIn.name);
    if (other !== undefined)
      parts.later.push(() => {
        const way = [...at, "spec", ...limitIn!.name];
        const config = parts.configs.get(`${namespace}\n${limitIn!.kind}\n${other}`);
        const files = parts.sets.find(
          (set) => set.kind === limitIn!.kind && set.namespace === namespace && set.name === other,
        );
        const texts = [...(files?.variables.values() ?? [])].flatMap((file) => ("text" in file ? file.text : []));
        add(config ?? texts.map(limitInFile).find((one) => one !== undefined), way);
      });
    const own = pooler?.(spec, name);
    if (own)
      parts.poolers.push({
        kind: "pgbouncer",
        name: own.names?.[0] ?? name,
        names: [],
        namespace,
        upstream: name,
        instances: { value: 1 },
        origin: originAt(document, [...at, "metadata", "name"]),
        ...own,
      });
  };
}

/** Sizes among parameters of PgBouncer. */
function pgbouncerSizes(parameters: Tree): Partial<RunPooler> {
  const sizes = {
    poolSize: countOf(parameters.default_pool_size),
    reservePoolSize: countOf(parameters.reserve_pool_size),
    // 0 stands for no limit
    maxDbConnections: countOf(parameters.max_db_connections) || undefined,
    maxClientConn: countOf(parameters.max_client_conn),
  };
  return Object.fromEntries(Object.entries(sizes).filter(([, value]) => value !== undefined));
}

function countOf(value: unknown): number | undefined {
  const amount = value === undefined || value === null ? undefined : amountOf(value, 0);
  return amount && "value" in amount ? amount.value : undefined;
}

/** How the objects of operators are read, by their kinds. */
export const OPERATORS: Readonly<Record<string, Read>> = {
  // https://cloudnative-pg.io/documentation/current/postgresql_conf/ and /connection_pooling/
  Cluster: operated({
    names: (name) => [`${name}-rw`, `${name}-r`, `${name}-ro`],
    secrets: ["app", "superuser"],
    limit: ["postgresql", "parameters", "max_connections"],
  }),
  Pooler: (document, at, { poolers }) => {
    const { data } = document;
    const name = nameOf(document, at);
    const cluster = textAt(data, ...at, "spec", "cluster", "name");
    const parameters = tableAt(data, ...at, "spec", "pgbouncer", "parameters");
    poolers.push({
      kind: "pgbouncer",
      name,
      names: [name],
      namespace: namespaceOf(document, at),
      ...(cluster !== undefined && { upstream: `${cluster}-rw` }),
      instances: amountOf(valueAt(data, ...at, "spec", "instances"), 1),
      ...pgbouncerSizes(parameters),
      origin: originAt(document, [...at, "metadata", "name"]),
    });
  },
  // https://github.com/zalando/postgres-operator/blob/master/docs/reference/cluster_manifest.md
  postgresql: operated({
    names: (name) => [name, `${name}-repl`],
    limit: ["postgresql", "parameters", "max_connections"],
    pooler: (spec, name) => {
      const own = tableAt(spec, "connectionPooler");
      const replicas = spec.enableReplicaConnectionPooler === true;
      if (spec.enableConnectionPooler !== true && !replicas && Object.keys(own).length === 0) return undefined;
      const instances = amountOf(own.numberOfInstances, 2);
      const all = countOf(own.maxDBConnections) ?? ZALANDO_CONNECTIONS;
      // the operator divides them among its poolers
      const each = Math.floor(all / ("value" in instances ? Math.max(1, instances.value) : 1));
      return {
        names: [`${name}-pooler`, ...(replicas ? [`${name}-pooler-repl`] : [])],
        instances,
        poolSize: each,
        maxDbConnections: each,
        maxClientConn: ZALANDO_CLIENTS,
      };
    },
  }),
  // https://access.crunchydata.com/documentation/postgres-operator/latest/references/crd/
  PostgresCluster: operated(crunchy),
  // https://docs.percona.com/percona-operator-for-postgresql/
  PerconaPGCluster: operated(crunchy),
  // https://stackgres.io/doc/latest/reference/crd/sgcluster/
  SGCluster: (document, at, parts) => {
    operated({
      names: (name) => [name, `${name}-primary`, `${name}-replicas`],
      limitIn: { kind: "SGPostgresConfig", name: ["configurations", "sgPostgresConfig"] },
    })(document, at, parts);
    const name = nameOf(document, at);
    const namespace = namespaceOf(document, at);
    const pooling = textAt(document.data, ...at, "spec", "configurations", "sgPoolingConfig");
    // the default config gives each client a connection of its own, as if there were no pooler
    parts.later.push(() => {
      const sizes = parts.configs.get(`${namespace}\nSGPoolingConfig\n${pooling}`);
      if (isTree(sizes))
        parts.poolers.push({
          kind: "pgbouncer",
          name: `pooler of ${name}`,
          names: [name, `${name}-primary`],
          namespace,
          upstream: name,
          instances: { value: 1 },
          ...pgbouncerSizes(sizes),
          origin: originAt(document, [...at, "metadata", "name"]),
        });
    });
  },
  SGPoolingConfig: (document, at, { configs }) => {
    const sizes = tableAt(document.data, ...at, "spec", "pgBouncer", "pgbouncer.ini", "pgbouncer");
    configs.set(`${namespaceOf(document, at)}\nSGPoolingConfig\n${nameOf(document, at)}`, sizes);
  },
  SGPostgresConfig: (document, at, { configs }) => {
    const parameters = tableAt(document.data, ...at, "spec", "postgresql.conf");
    configs.set(`${namespaceOf(document, at)}\nSGPostgresConfig\n${nameOf(document, at)}`, parameters.max_connections);
  },
  // https://kubedb.com/docs/latest/guides/postgres/
  Postgres: operated({
    names: (name) => [name, `${name}-standby`],
    secrets: ["auth"],
    limitIn: { kind: "Secret", name: ["configSecret", "name"] },
  }),
  // https://kubedb.com/docs/latest/guides/pgbouncer/
  PgBouncer: (document, at, { poolers }) => {
    const name = nameOf(document, at);
    const spec = tableAt(document.data, ...at, "spec");
    const upstream = textAt(spec, "database", "databaseRef", "name");
    const own = tableAt(spec, "connectionPool");
    const [poolSize, maxClientConn] = [countOf(own.defaultPoolSize ?? own.poolSize), countOf(own.maxClientConnections)];
    poolers.push({
      kind: "pgbouncer",
      name,
      names: [name],
      namespace: namespaceOf(document, at),
      ...(upstream !== undefined && { upstream }),
      instances: amountOf(spec.replicas, 1),
      ...(poolSize !== undefined && { poolSize }),
      ...(maxClientConn !== undefined && { maxClientConn }),
      origin: originAt(document, [...at, "metadata", "name"]),
    });
  },
};

/** The namespace of an object; empty if it has none. */
export function namespaceOf({ data }: Document, at: Pointer): string {
  return textAt(data, ...at, "metadata", "namespace") ?? "";
}

function nameOf({ data }: Document, at: Pointer): string {
  return textAt(data, ...at, "metadata", "name") ?? "";
}

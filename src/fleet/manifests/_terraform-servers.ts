// servers and poolers of cloud providers in a Terraform plan, and the limits that they give them
import type { Document, Pointer } from "../../diagnostics/document.ts";
import { classLimit } from "../instance-classes.ts";
import { originAt, type Parts } from "./_define.ts";
import { amountOf, isTree, listAt, tableAt, textAt, valueAt } from "./_read.ts";

/** Reads a resource. */
export type Read = (document: Document, at: Pointer, parts: Parts) => void;

/** What of the resources of a plan is known only once all have been read. */
interface Group {
  readonly limit: number;
  readonly at: Pointer;
}

const groups = (parts: Parts): Map<string, unknown> => parts.configs;

/** `max_connections` among the parameters of a group; a formula stands for the default. */
const parameterGroup: Read = (document, at, parts) => {
  for (const [index, parameter] of listAt(document.data, ...at, "values", "parameter").entries()) {
    if (textAt(parameter, "name") !== "max_connections") continue;
    const amount = amountOf(valueAt(parameter, "value"), 0);
    if (!("value" in amount) || amount.value === 0) continue;
    const group: Group = { limit: amount.value, at: [...at, "values", "parameter", index, "value"] };
    const name = textAt(document.data, ...at, "values", "name");
    const address = textAt(document.data, ...at, "address") ?? "";
    for (const key of [name, address]) if (key !== undefined) groups(parts).set(`parameters ${key}`, group);
  }
};

/** A server with the names under which others may reach it. */
function addServer(
  document: Document,
  parts: Parts,
  names: readonly (string | undefined)[],
  limit: () => (Group & { readonly reserved?: number }) | undefined,
): void {
  const [name, ...others] = names.filter((one) => one !== undefined && one !== "") as string[];
  if (name === undefined) return;
  parts.clusters.push({ name, names: others, namespace: "" });
  parts.later.push(() => {
    const found = limit();
    if (found)
      parts.servers.push({
        names: [name, ...others],
        namespace: "",
        maxConnections: found.limit,
        ...(found.reserved !== undefined && { reserved: found.reserved }),
        origin: originAt(document, found.at),
      });
  });
}

/** The parameter group that a server refers to, by its name or, before it has one, by its place in the configuration. */
function groupOf(document: Document, at: Pointer, parts: Parts, key: string): Group | undefined {
  const named = textAt(document.data, ...at, "values", key);
  const address = textAt(document.data, ...at, "address") ?? "";
  const references = listAt(document.data, "configuration", "root_module", "resources").filter(
    (resource) => textAt(resource, "address") === address.replace(/\[.{0,100}\]$/, ""),
  );
  const all = [named, ...references.flatMap((one) => listAt(one, "expressions", key, "references"))];
  for (const one of all) {
    const group =
      groups(parts).get(`parameters ${String(one)}`) ??
      groups(parts).get(`parameters ${String(one).replace(/\.(?:name|id)$/, "")}`);
    if (group !== undefined) return group as Group;
  }
  return undefined;
}

const rds: Read = (document, at, parts) => {
  const values = tableAt(document.data, ...at, "values");
  const engine = textAt(values, "engine") ?? "";
  if (!/postgres/.test(engine)) return;
  const size = textAt(values, "instance_class") ?? "";
  const names = ["identifier", "cluster_identifier", "address", "endpoint", "reader_endpoint"].map((key) =>
    textAt(values, key)?.replace(/:\d{1,5}$/, ""),
  );
  addServer(document, parts, [...names, textAt(document.data, ...at, "address")], () => {
    const group =
      groupOf(document, at, parts, "parameter_group_name") ??
      groupOf(document, at, parts, "db_cluster_parameter_group_name") ??
      groupOf(document, at, parts, "db_parameter_group_name");
    if (group) return group;
    const limit = classLimit(size, engine) ?? instanceOf(document, parts, textAt(values, "cluster_identifier"));
    return limit === undefined ? undefined : { limit, at: [...at, "values", "instance_class"] };
  });
};

/** Of a cluster of Aurora, whose instances have the size. */
function instanceOf(_: Document, parts: Parts, cluster: string | undefined): number | undefined {
  const limit = cluster === undefined ? undefined : groups(parts).get(`instances of ${cluster}`);
  return typeof limit === "number" ? limit : undefined;
}

const auroraInstance: Read = (document, at, parts) => {
  const values = tableAt(document.data, ...at, "values");
  const limit = classLimit(textAt(values, "instance_class") ?? "", textAt(values, "engine") ?? "");
  const cluster = textAt(values, "cluster_identifier");
  if (limit !== undefined && cluster !== undefined) groups(parts).set(`instances of ${cluster}`, limit);
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connections.html */
const proxy: Read = (document, at, parts) => {
  const values = tableAt(document.data, ...at, "values");
  const name = textAt(values, "name") ?? textAt(document.data, ...at, "address") ?? "";
  if (!/postgres/i.test(textAt(values, "engine_family") ?? "postgres")) return;
  const endpoint = textAt(values, "endpoint");
  parts.later.push(() => {
    const target = groups(parts).get(`proxy ${name}`) ?? groups(parts).get("proxy");
    const config = (isTree(target) ? target : {}) as { percent?: number; server?: string };
    const upstream = config.server ?? (parts.clusters.length === 1 ? parts.clusters[0]!.name : undefined);
    const limit = parts.servers.find(({ names }) => upstream !== undefined && names.includes(upstream))?.maxConnections;
    parts.poolers.push({
      kind: "rds-proxy",
      name,
      names: [name, ...(endpoint === undefined ? [] : [endpoint])],
      namespace: "",
      ...(upstream !== undefined && { upstream }),
      instances: { value: 1 },
      ...(limit !== undefined && { poolSize: Math.floor((limit * (config.percent ?? 100)) / 100), databases: 1 }),
      origin: originAt(document, [...at, "values", "name"]),
    });
  });
};

function proxyTarget(values: (data: unknown) => { percent?: number; server?: string }): Read {
  return (document, at, parts) => {
    const data = tableAt(document.data, ...at, "values");
    const key = textAt(data, "db_proxy_name");
    const found = { ...(groups(parts).get(`proxy ${key}`) as object | undefined), ...values(data) };
    if (key !== undefined) groups(parts).set(`proxy ${key}`, found);
    groups(parts).set("proxy", { ...(groups(parts).get("proxy") as object | undefined), ...values(data) });
  };
}

/**
 * Tiers of Cloud SQL whose limit is known; that of a larger one depends on its memory, and the steps have changed.
 * https://cloud.google.com/sql/docs/postgres/faq
 */
const GOOGLE: Readonly<Record<string, number>> = { "db-f1-micro": 25, "db-g1-small": 50 };

const cloudSql: Read = (document, at, parts) => {
  const values = tableAt(document.data, ...at, "values");
  if (!/postgres/i.test(textAt(values, "database_version") ?? "")) return;
  const settings: Pointer = [...at, "values", "settings", 0];
  const names = ["name", "connection_name", "private_ip_address", "public_ip_address"].map((key) =>
    textAt(values, key),
  );
  addServer(document, parts, [...names, textAt(document.data, ...at, "address")], () => {
    for (const [index, flag] of listAt(document.data, ...settings, "database_flags").entries()) {
      const limit = Number(textAt(flag, "value"));
      if (textAt(flag, "name") === "max_connections" && Number.isInteger(limit) && limit > 0)
        return { limit, at: [...settings, "database_flags", index, "value"] };
    }
    const tier = textAt(document.data, ...settings, "tier") ?? "";
    const limit = Object.hasOwn(GOOGLE, tier) ? GOOGLE[tier] : undefined;
    return limit === undefined ? undefined : { limit, at: [...settings, "tier"] };
  });
};

/** Connections that Azure keeps for replication and monitoring, also where max_connections is set. */
const AZURE_RESERVED = 15;

/** https://learn.microsoft.com/azure/postgresql/configure-maintain/concepts-limits */
const AZURE: Readonly<Record<string, number>> = {
  B_Standard_B1ms: 50,
  B_Standard_B2s: 429,
  B_Standard_B2ms: 859,
  B_Standard_B4ms: 1_718,
  B_Standard_B8ms: 3_437,
  B_Standard_B12ms: 5_000,
  B_Standard_B16ms: 5_000,
  B_Standard_B20ms: 5_000,
  GP_Standard_D2s_v3: 859,
  GP_Standard_D2ds_v4: 859,
  GP_Standard_D2ds_v5: 859,
  GP_Standard_D2ads_v5: 859,
  GP_Standard_D4s_v3: 1_718,
  GP_Standard_D4ds_v4: 1_718,
  GP_Standard_D4ds_v5: 1_718,
  GP_Standard_D4ads_v5: 1_718,
  GP_Standard_D8s_v3: 3_437,
  GP_Standard_D8ds_v4: 3_437,
  GP_Standard_D8ds_v5: 3_437,
  GP_Standard_D8ads_v5: 3_437,
};

const azure: Read = (document, at, parts) => {
  const values = tableAt(document.data, ...at, "values");
  const size = textAt(values, "sku_name") ?? "";
  addServer(
    document,
    parts,
    [textAt(values, "name"), textAt(values, "fqdn"), textAt(document.data, ...at, "address")],
    () => {
      const own = groups(parts).get("azure max_connections");
      if (own !== undefined) return { ...(own as Group), reserved: AZURE_RESERVED };
      const limit = Object.hasOwn(AZURE, size) ? AZURE[size] : undefined;
      return limit === undefined ? undefined : { limit, reserved: AZURE_RESERVED, at: [...at, "values", "sku_name"] };
    },
  );
};

/** The resources that are servers and poolers, by type. */
export const SERVERS: Readonly<Record<string, Read>> = {
  aws_db_parameter_group: parameterGroup,
  aws_rds_cluster_parameter_group: parameterGroup,
  aws_db_instance: rds,
  aws_rds_cluster: rds,
  aws_rds_cluster_instance: auroraInstance,
  aws_db_proxy: proxy,
  aws_db_proxy_default_target_group: proxyTarget((data) => {
    const percent = valueAt(data, "connection_pool_config", 0, "max_connections_percent");
    return typeof percent === "number" ? { percent } : {};
  }),
  aws_db_proxy_target: proxyTarget((data) => {
    const server = textAt(data, "db_instance_identifier") ?? textAt(data, "db_cluster_identifier");
    return server === undefined ? {} : { server };
  }),
  google_sql_database_instance: cloudSql,
  azurerm_postgresql_flexible_server: azure,
  azurerm_postgresql_flexible_server_configuration: (document, at, parts) => {
    const values = tableAt(document.data, ...at, "values");
    const limit = Number(textAt(values, "value"));
    if (textAt(values, "name") === "max_connections" && Number.isInteger(limit) && limit > 0)
      groups(parts).set("azure max_connections", { limit, at: [...at, "values", "value"] } satisfies Group);
  },
};

// poolers that the input runs as containers: their sizes and their server, from their variables and mounted files

import { readDocumentText } from "../formats/read.ts";
import { addressesIn } from "./addresses.ts";
import type { Filled } from "./container.ts";
import { imageName, roleOf } from "./images.ts";
import type { RunPooler, Workload } from "./manifests/_define.ts";
import { HIDDEN, listAt, tableAt, textAt, valueAt } from "./manifests/_read.ts";

/** The poolers of a workload. */
export function poolersIn(workload: Workload, containers: readonly Filled[], scope: string): RunPooler[] {
  return containers.flatMap((container) => {
    if (roleOf(container.image) !== "pooler") return [];
    const kind = kindOf(container);
    const read = KINDS[kind] ?? KINDS.pgbouncer!;
    const { instances, maxInstances, origin } = workload;
    return [
      {
        kind,
        name: workload.name,
        names: [],
        namespace: scope,
        instances: maxInstances ?? instances,
        origin,
        ...read(container),
      },
    ];
  });
}

type Settings = Partial<Omit<RunPooler, "kind" | "name" | "names" | "namespace" | "origin">>;

function kindOf({ image, files }: Filled): string {
  const name = imageName(image);
  const kind = ["pgbouncer", "pgcat", "pgdog", "pgpool", "odyssey", "supavisor"].find((word) => name.includes(word));
  if (kind !== undefined) return kind;
  return files.some(({ text }) => /^\[pgbouncer\]/m.test(text)) ? "pgbouncer" : "cloud-sql-proxy";
}

const KINDS: Readonly<Record<string, (container: Filled) => Settings>> = {
  // https://github.com/edoburu/docker-pgbouncer, https://github.com/bitnami/containers/tree/main/bitnami/pgbouncer
  pgbouncer(container) {
    const file = container.files
      .map(({ text }) => text)
      .find((text) => /^\s{0,20}\[(?:pgbouncer|databases)\]/m.test(text));
    const ini = file === undefined ? undefined : iniOf(file);
    const size = (key: string) => {
      const name = key.toUpperCase();
      return numberIn(container, [name, `PGBOUNCER_${name}`]) ?? numberOf(ini?.get("pgbouncer")?.get(key));
    };
    const databases = [...(ini?.get("databases") ?? [])];
    const own = databases.map(([, value]) => /\bhost\s{0,5}=\s{0,5}'?([\w.-]{1,253})/.exec(value)?.[1]);
    const upstream = hostIn(container, [
      "DB_HOST",
      "POSTGRESQL_HOST",
      "DATABASES_HOST",
      "POSTGRES_HOST",
      "PGBOUNCER_DB_HOST",
      "PG_HOST",
      "PGHOST",
      "DB_HOSTNAME",
    ]);
    return settings({
      upstream: upstream ?? own.find((host) => host !== undefined),
      poolSize: size("default_pool_size"),
      reservePoolSize: size("reserve_pool_size"),
      maxDbConnections: size("max_db_connections") || undefined,
      maxClientConn: size("max_client_conn"),
      databases: databases.some(([name]) => name === "*") ? undefined : databases.length || undefined,
    });
  },
  // https://github.com/postgresml/pgcat/blob/main/CONFIG.md
  pgcat(container) {
    const data = tomlOf(container, /^\s{0,20}\[(?:pools|general)/m);
    const pools = Object.values(tableAt(data, "pools"));
    const users = pools.flatMap((pool) => Object.values(tableAt(pool, "users")));
    const sizes = users.map((user) => numberOf(textAt(user, "pool_size")));
    const known = sizes.flatMap((size) => size ?? []);
    const first = pools.map((pool) => Object.values(tableAt(pool, "shards"))[0]).find((shard) => shard !== undefined);
    return settings({
      upstream: textAt(listAt(first, "servers")[0], 0) ?? hostIn(container, []),
      // each user of each pool has one of its own
      poolSize:
        sizes.length > 0 && known.length === sizes.length ? known.reduce((sum, size) => sum + size, 0) : undefined,
    });
  },
  // https://docs.pgdog.dev/configuration/
  pgdog(container) {
    const data = tomlOf(container, /^\s{0,20}\[(?:general|\[databases\])/m);
    const databases = listAt(data, "databases");
    const names = new Set(databases.map((database) => textAt(database, "name")));
    return settings({
      upstream: textAt(databases[0], "host") ?? hostIn(container, ["PGDOG_HOST"]),
      poolSize:
        numberOf(textAt(data, "general", "default_pool_size")) ?? numberIn(container, ["PGDOG_DEFAULT_POOL_SIZE"]),
      databases: names.size || undefined,
    });
  },
  // https://github.com/yandex/odyssey/tree/master/docs
  odyssey(container) {
    const text = container.files.map((file) => file.text).find((one) => /\bstorage\b/.test(one)) ?? "";
    const value = (key: string) => new RegExp(`(?:^|[\\s{])${key}\\s{1,20}"?([\\w.-]{1,253})`).exec(text)?.[1];
    return settings({
      upstream: value("host") ?? hostIn(container, ["POSTGRES_HOST"]),
      poolSize: numberOf(value("pool_size")),
      maxClientConn: numberOf(value("client_max")),
    });
  },
  // https://supabase.github.io/supavisor/
  supavisor: (container) =>
    settings({
      upstream: hostIn(container, ["POSTGRES_HOST", "DB_HOST"]),
      poolSize: numberIn(container, ["POOLER_DEFAULT_POOL_SIZE", "DEFAULT_POOL_SIZE"]),
      maxClientConn: numberIn(container, ["POOLER_MAX_CLIENT_CONN", "MAX_CLIENT_CONN"]),
    }),
  // each of its processes keeps a connection for each pair of user and database, up to max_pool:
  // https://www.pgpool.net/docs/latest/en/html/runtime-config-connection-pooling.html
  pgpool(container) {
    const file = container.files.map(({ text }) => text).find((text) => /^\s{0,20}num_init_children/m.test(text));
    const values = file === undefined ? undefined : iniOf(file).get("");
    const children =
      numberIn(container, ["PGPOOL_NUM_INIT_CHILDREN", "PGPOOL_PARAMS_NUM_INIT_CHILDREN"]) ??
      numberOf(values?.get("num_init_children")) ??
      32;
    const each =
      numberIn(container, ["PGPOOL_MAX_POOL", "PGPOOL_PARAMS_MAX_POOL"]) ?? numberOf(values?.get("max_pool")) ?? 4;
    const nodes = textIn(container, ["PGPOOL_BACKEND_NODES"]) ?? "";
    const [, node] = /^\d{1,3}:([\w.-]{1,253})/.exec(nodes) ?? [];
    return settings({
      upstream: node ?? textIn(container, ["PGPOOL_PARAMS_BACKEND_HOSTNAME0"]) ?? values?.get("backend_hostname0"),
      poolSize: children * each,
      maxClientConn: children,
    });
  },
  // it keeps no pool: each client connection is one of the server
  // https://github.com/GoogleCloudPlatform/cloud-sql-proxy
  "cloud-sql-proxy": ({ words, variables }) => {
    const named = [...variables.values()].flatMap((variable) => ("text" in variable ? variable.text : []));
    const said = [...words.map(({ text }) => text), ...named].join(" ");
    const [, instance] =
      /(?:^|[\s=,])([a-z][\w.-]{1,60}(?::[a-z][\w.-]{1,60})?:[a-z][a-z0-9-]{1,40}:[a-z][\w-]{1,98})/.exec(said) ?? [];
    return { transparent: true, ...(instance !== undefined && { upstream: instance }) };
  },
};

function settings(values: { readonly [K in keyof Settings]: Settings[K] | undefined }): Settings {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Settings;
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}

function numberIn(container: Filled, names: readonly string[]): number | undefined {
  return numberOf(textIn(container, names));
}

function textIn({ variables }: Filled, names: readonly string[]): string | undefined {
  for (const name of names) {
    const variable = variables.get(name);
    const text = variable && ("text" in variable ? variable.text : variable.partial);
    if (text !== undefined && text !== "" && !text.includes(HIDDEN)) return text;
  }
  return undefined;
}

/** The host of its server: by name, else in an address. */
function hostIn(container: Filled, names: readonly string[]): string | undefined {
  const named = textIn(container, names);
  if (named !== undefined) return named;
  for (const variable of container.variables.values()) {
    const host = addressesIn(("text" in variable ? variable.text : variable.partial) ?? "")[0]?.host;
    if (host !== undefined) return host;
  }
  return undefined;
}

/** Sections of an INI file; what is before the first one is in the one without a name. */
function iniOf(text: string): Map<string, Map<string, string>> {
  const sections = new Map([["", new Map<string, string>()]]);
  let section = sections.get("")!;
  for (const line of text.slice(0, 200_000).split("\n")) {
    const [, name] = /^\s{0,20}\[(\w{1,60})\]/.exec(line) ?? [];
    if (name !== undefined) {
      section = new Map();
      sections.set(name, section);
      continue;
    }
    const at = line.indexOf("=");
    const key = line.slice(0, at).trim();
    if (at > 0 && !/^[;#]/.test(key))
      section.set(
        key,
        line
          .slice(at + 1)
          .trim()
          .replace(/^'|'$/g, ""),
      );
  }
  return sections;
}

function tomlOf({ files }: Filled, mark: RegExp): unknown {
  const file = files.find(({ text }) => mark.test(text));
  if (!file) return {};
  const { data, problems } = readDocumentText(file.text, { name: file.name, format: "toml" });
  return problems.length > 0 ? {} : valueAt({ data }, "data");
}

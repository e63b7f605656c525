// compares a pool that runs with a config: what its library was really given, read by the table that renders for it

import { PoolcfgError } from "../diagnostics/errors.ts";
import { loadPoolConfigSync } from "../load/index.ts";
import { serverOf } from "../mapping/connection.ts";
import type { Config, Path } from "../model/model.ts";
import type { TargetPath } from "../model/paths.ts";
import { findTarget } from "../render/find-target.ts";
import { render } from "../render/index.ts";
import { importConfig } from "./index.ts";

/** One setting of a pool that is not what the config says. */
export interface PoolDifference {
  /** Canonical path of the setting; `connection.host`, `port`, `user` and `database` also for parts of a URL. */
  readonly path: Path;
  /** What the library would have with this config, as a config file spells it; undefined if it would have nothing. */
  readonly expected: unknown;
  /** What it has; its own default if the program set nothing. */
  readonly actual: unknown;
  /** One sentence with both values and the library's own keys. Never a secret. */
  readonly message: string;
}

/** What came of the comparison. */
export interface PoolVerification {
  /** Id of the target that the pool was recognised as. */
  readonly target: string;
  /** Sorted by path; empty if the pool is what the config says. */
  readonly differences: readonly PoolDifference[];
  /** Settings of the pool that could not be read, such as a function: nothing is known of them. */
  readonly unverified: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: the objects of ten libraries, known by what they have
type Members = Record<string, any>;

/** Objects of libraries by what they have, and where in each the options are that the program gave. */
const LIBRARIES: readonly { target: string; is: (pool: Members) => boolean; options: (pool: Members) => object }[] = [
  {
    target: "node-postgres",
    is: ({ options, totalCount, connect }) => isTable(options) && typeof totalCount === "number" && isCode(connect),
    options: ({ options }) => options,
  },
  {
    target: "postgres-js",
    is: ({ options, unsafe, listen }) => isTable(options) && isCode(unsafe) && isCode(listen),
    options: ({
      options: { parsers: _, serializers: __, types: ___, shared: ____, transform: _____, host, port, ...rest },
    }) => ({
      ...rest,
      // the library makes lists of them
      host: Array.isArray(host) && host.length === 1 ? host[0] : host,
      port: Array.isArray(port) && port.length === 1 ? port[0] : port,
      ...(rest.path && { host: rest.path }),
    }),
  },
  {
    target: "knex",
    is: ({ client }) => isTable(client?.config) && isTable(client.config.connection ?? {}),
    options: ({ client }) => client.config,
  },
  {
    target: "sequelize@7",
    is: ({ rawOptions, models }) => isTable(rawOptions) && models !== undefined,
    options: ({ rawOptions: { dialect: _, ...rest } }) => rest,
  },
  {
    target: "sequelize",
    is: ({ config, options, connectionManager }) => isTable(config) && isTable(options) && isTable(connectionManager),
    options: ({
      config: { database, username, password, host, port },
      options: { pool, dialectOptions, dialect, hooks },
    }) => ({
      ...{
        dialect,
        database,
        username,
        password,
        host,
        ...(port !== undefined && { port: Number(port) }),
        pool,
        hooks,
      },
      // copies of the parts above, if it was made of a URL
      dialectOptions: without(dialectOptions, ["user", "password", "host", "port", "database"]),
    }),
  },
  {
    target: "typeorm",
    is: ({ options, entityMetadatas }) => options?.type === "postgres" && Array.isArray(entityMetadatas),
    options: ({ options }) => options,
  },
  {
    target: "mikro-orm",
    is: ({ config, em }) => isCode(config?.getAll) && em !== undefined,
    options: ({ config }) => {
      const { host, port, user, password, dbName, schema, pool, driverOptions } = config.getAll();
      return { host, port, user, password, dbName, schema, pool, driverOptions };
    },
  },
  {
    target: "prisma@7",
    is: ({ provider, adapterName, config }) => provider === "postgres" && adapterName !== undefined && isTable(config),
    options: ({ config }) => config,
  },
];

const PARTS = ["connection.host", "connection.port", "connection.user", "connection.database"] as const;

/**
 * Compares a pool, or an object of a library that has one, with a config.
 *
 * The config is rendered for that library and read back by the same table as the pool's own options. So what the library cannot
 * express is not a difference: `render` reports it. Nothing is connected to or changed.
 *
 * @param pool a `pg.Pool` or what has one in `$client` (drizzle), postgres.js' `sql`, a knex, Sequelize (6 or 7), TypeORM
 *   DataSource, MikroORM 7, or the PrismaPg adapter of Prisma 7. `createPool` of poolcfg/runtime takes the whole config, and
 *   is not compared.
 * @param config what `loadPoolConfig` gives.
 * @returns the settings that differ, and those that could not be compared.
 * @throws PoolcfgError `usage` for an object that is none of these.
 * @example
 *     import pg from "pg";
 *     const pool = new pg.Pool({ max: 20 });
 *     const { differences } = verifyPool(pool, await loadPoolConfig());
 *     for (const { message } of differences) console.warn(message);
 */
export function verifyPool(pool: object, config: Config): PoolVerification {
  const own = pool as Members | null;
  const held = own?.$client ?? own;
  if (typeof held?.poolName === "string")
    throw new PoolcfgError("usage", "A pool of createPool has every setting of its config; verifyPool is for others.");
  const library = held && LIBRARIES.find(({ is }) => is(held));
  if (!library)
    throw new PoolcfgError(
      "usage",
      `verifyPool takes a pool of pg, postgres.js, knex, Sequelize, TypeORM or MikroORM, or Prisma's adapter; this is ${own === null ? "null" : typeof own}.`,
    );
  const { target } = library;
  const options = settled(library.options(held));
  const actual = read(options.known, target);
  const expected = read(render(config, target).value as object, target);
  const unread = [...options.unread, ...actual.unread];
  const differences: PoolDifference[] = [];
  const compare = (path: Path, wanted: unknown, had: unknown) => {
    if (wanted !== had) differences.push(difference(path, wanted, had, target));
  };
  for (const path of new Set([...Object.keys(actual.values), ...Object.keys(expected.values)] as Path[])) {
    if (path.startsWith("connection.")) continue;
    const [wanted, had] = [expected.values[path], actual.values[path]];
    // every setting that the library has is in both, as a value or as its default, unless a function stands for it
    if (wanted === undefined || had === undefined) unread.push(`${path} is set by a function`);
    else compare(path, wanted, had);
  }
  // what the config leaves out is the environment's, or the library's
  for (const path of PARTS)
    if (expected.parts[path] !== undefined) compare(path, expected.parts[path], actual.parts[path]);
  return {
    target,
    differences: differences.sort((a, b) => (a.path < b.path ? -1 : 1)),
    unverified: unread.sort(),
  };
}

interface Canonical {
  readonly values: Partial<Record<Path, unknown>>;
  readonly parts: Partial<Record<Path, unknown>>;
  readonly unread: readonly string[];
}

function read(options: object, target: string): Canonical {
  const { values, findings } = importConfig(options, { from: target });
  const connection = Object.fromEntries(
    [...PARTS, "connection.url" as const]
      .filter((path) => values[path] !== undefined)
      .map((path) => [path.slice("connection.".length), values[path]]),
  );
  const { dsn } = serverOf(loadPoolConfigSync({ config: { connection }, env: false, dotenv: false }));
  const [first] = dsn.hosts;
  const parts = {
    "connection.host": first?.host,
    "connection.port": first?.port ?? (first?.host === undefined ? undefined : 5432),
    "connection.user": dsn.user,
    "connection.database": dsn.database,
  };
  return {
    values,
    parts,
    unread: findings.filter(({ rule }) => !NOT_SETTINGS.has(rule)).map(({ message }) => message),
  };
}

/** Options without what is not set, and the names of functions among them, which cannot be compared. */
function settled(options: object, prefix = "", depth = 0): { known: object; unread: string[] } {
  const known: Record<string, unknown> = {};
  const unread: string[] = [];
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (isCode(value) && COMPARED.test(key)) unread.push(`${prefix}${key} is a function`);
    if (isTable(value) && depth < 4) {
      const inner = settled(value, `${prefix}${key}.`, depth + 1);
      known[key] = inner.known;
      unread.push(...inner.unread);
    } else known[key] = value;
  }
  return { known, unread };
}

/** Names of settings that a function may stand for, and whose value would be compared. */
const COMPARED = /max|min|time|idle|interval|retry|test|validate|password/i;

/** Findings of an import about keys that are no settings of the pool. */
const NOT_SETTINGS = new Set(["unknown-key", "key-ignored"]);

function difference(path: Path, expected: unknown, actual: unknown, target: string): PoolDifference {
  const key = findTarget(target).fields[path as TargetPath]?.keys[0];
  const shown = (value: unknown) => (value === undefined ? "not set" : String(value));
  const name = key === undefined ? path : `${path} (${key})`;
  return {
    path,
    expected,
    actual,
    message: `${name} is ${shown(actual)}; with this config it would be ${shown(expected)}`,
  };
}

function without(table: unknown, names: readonly string[]): object | undefined {
  if (!isTable(table)) return undefined;
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCode(value: unknown): boolean {
  return typeof value === "function";
}

// config to pool
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */

import type { Pool, PoolClient, PoolConfig } from "pg";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { loadPoolConfigSync } from "../load/index.ts";
import type { ConfigInput } from "../model/input.ts";
import { type Config, OVERLAY_GROUPS } from "../model/model.ts";
import { toRuntime } from "../targets/runtime.ts";
import type { Client } from "./client.ts";
import { type ClientClass, type ClientOptions, clientOptions, factoryOf } from "./connection-factory.ts";
import { tlsOrderOf } from "./fallback.ts";
import { installedPg } from "./installed.ts";
import { onlyKnown, typedOption } from "./options.ts";
import { checkClientOptions, checkNoPoolOptions } from "./pg-options.ts";
import { type BasePoolClass, managed, type PoolExtensions } from "./pool.ts";
import { type Settings, settingsOf } from "./settings.ts";

/** A `pg.Pool` that applies every setting of its config. */
export type ManagedPool = Pool & PoolExtensions;

/** Options that are not part of a config. */
export interface CreatePoolOptions {
  /**
   * The package pg of the program: `import pg from "pg"`. Give it if the program is bundled, because a bundle has a
   * copy of its own. Default: the one that the calling module would import, else the one that is installed beside
   * poolcfg.
   */
  readonly pg?: object;
  /** Name of the pool in errors, reports and metrics; any text, unique for each pool. Default: `"main"`. */
  readonly name?: string;
  /**
   * Options of `pg.Client` that a config has no field for, such as `types`, `stream`, `Client`, `allowExitOnIdle`, or a
   * function as `password`, which is called for each new connection. They take precedence over what follows from the
   * config. Options of `pg.Pool` that have a field, such as `max`, are rejected with its name. Default: none.
   */
  readonly client?: Partial<PoolConfig>;
  /**
   * Whether a caller that checks out a second connection while it has one is reported as `nested-checkout`, with both
   * stack traces, even if it succeeds: with as many such callers as connections, all of them wait for each other. It
   * follows callers through `AsyncLocalStorage` and records the stack of each checkout, so use it in development and
   * tests. Default: false.
   */
  readonly detectNested?: boolean;
  /**
   * Whether a connection that is returned inside a transaction keeps it, as with `pg.Pool`, rather than being rolled
   * back, and `pool.query("BEGIN")` is accepted. For helpers that keep one transaction open across a whole test.
   * Default: false.
   */
  readonly keepTransactions?: boolean;
  /**
   * Where each value of a loaded config came from, as `inspectPoolConfig` returns it: `stats().server` then counts a
   * `server.maxConnections` that equals the default. Default: none, and such a value counts as not set.
   */
  readonly origins?: Readonly<Record<string, Origin>>;
  /**
   * Called with each new connection before it is used, and awaited within `pool.connectTimeout`. If it fails, so
   * does the connect, with its error. Default: none.
   */
  readonly onConnect?: (client: PoolClient) => unknown;
}

/**
 * Creates a pool that applies the config: every field of `pool`, `session`, `retry` and `observe`.
 *
 * It is a `pg.Pool` of the caller's own pg, and can be used wherever one can. Connections up to `pool.min` are opened
 * immediately; `await pool.ready()` waits for them.
 *
 * @param config the result of `loadPoolConfig`, or settings as in a file: `{ pool: { max: 20, idleTimeout: "10m" } }`.
 *   Nothing else is read: no file, no environment.
 * @returns the pool, not connected yet.
 * @throws PoolConfigError if settings are not valid.
 * @throws PoolcfgError `config` if pg cannot reach what the config names, `usage` if pg is not installed.
 * @example
 *     const pool = createPool(await loadPoolConfig());
 *     await pool.ready();
 */
export function createPool(config: Config | ConfigInput, options: CreatePoolOptions = {}): ManagedPool {
  checkOptions(options);
  const { name = "main", detectNested = false, keepTransactions = false, onConnect, client } = options;
  const whole = wholeConfig(config);
  const pg = (options.pg ?? installedPg(createPool)) as { Pool: BasePoolClass; Client: ClientClass };
  const { allowExitOnIdle = false, Client = pg.Client, ...rest } = { ...client } as ClientOptions;
  const promises = { name, allowExitOnIdle: allowExitOnIdle === true, detectNested, keepTransactions };
  const settings = settingsOf(whole, promises, options.origins);
  const own = clientOptions(whole);
  Object.defineProperties(own, Object.getOwnPropertyDescriptors(rest));
  const shown = poolOptions(own, settings);
  // explicit TLS options replace the choice by the config
  const order = "ssl" in rest ? undefined : tlsOrderOf(whole);
  const prepare = onConnect as ((client: Client) => unknown) | undefined;
  const factory = factoryOf(own, whole, Client as ClientClass, order, prepare);
  const pool = new (managed(pg.Pool))(settings, factory, Client as ClientClass, shown);
  return Object.defineProperty(pool, SETTINGS, { get: () => toRuntime(whole).value }) as unknown as ManagedPool;
}

/** Where `poolcfg import --exec` finds the settings of a pool, since `options` are those of pg. */
const SETTINGS = Symbol.for("poolcfg.settings");

/** The names of the options of `createPool`. */
export const POOL_OPTIONS = [
  "pg",
  "name",
  "client",
  "detectNested",
  "keepTransactions",
  "origins",
  "onConnect",
] as const;

function checkOptions(options: CreatePoolOptions): void {
  onlyKnown("createPool", options, POOL_OPTIONS);
  typedOption("name", options.name, "string");
  typedOption("detectNested", options.detectNested, "boolean");
  typedOption("keepTransactions", options.keepTransactions, "boolean");
  typedOption("onConnect", options.onConnect, "function");
  typedOption("client", options.client, "object");
  typedOption("origins", options.origins, "object");
  if (options.client) checkClientOptions(options.client);
  const { pg } = options as { pg?: { Pool?: unknown; Client?: unknown } };
  if (pg !== undefined && !(typeof pg?.Pool === "function" && typeof pg.Client === "function"))
    throw new PoolcfgError("usage", 'pg is not the package pg, which has a Pool and a Client: import pg from "pg"');
}

/** The config for these settings, without reading anything else; a loaded config is returned unchanged. */
export function wholeConfig(config: Config | ConfigInput): Config {
  if (Object.prototype.toString.call(config) !== "[object Object]")
    throw new PoolcfgError(
      "usage",
      `A config is a table of settings, or what loadPoolConfig gives, awaited; this is ${Object.prototype.toString.call(config).slice(8, -1)}.`,
    );
  if (isLoaded(config)) return config;
  checkNoPoolOptions(config);
  return loadPoolConfigSync({ config, env: false, dotenv: false });
}

// settings as in a file are incomplete: durations are text, and unset fields are missing
function isLoaded(config: Config | ConfigInput): config is Config {
  const groups = [...OVERLAY_GROUPS, "server", "deployment", "pooler", "pools", "rules"] as const;
  const { pool, retry } = config as Config;
  return groups.every((group) => config[group] !== undefined) && "maxLifetimeJitter" in pool && "maxInterval" in retry;
}

// libraries read the options of a pool, and some print them; pg uses 0 for off
function poolOptions(own: ClientOptions, settings: Settings): object {
  const { max, min, allowExitOnIdle, idleTimeout, connectTimeout, maxUses } = settings;
  const shown = {
    max,
    min,
    allowExitOnIdle,
    idleTimeoutMillis: idleTimeout ?? 0,
    connectionTimeoutMillis: connectTimeout ?? 0,
    ...(maxUses !== null && { maxUses }),
  };
  Object.defineProperties(shown, Object.getOwnPropertyDescriptors(own));
  for (const secret of ["connectionString", "password"])
    if (secret in shown) Object.defineProperty(shown, secret, { enumerable: false });
  return shown;
}

// config to pool
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */

import type { Pool, PoolClient, PoolConfig } from "pg";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { loadPoolConfigSync } from "../load/index.ts";
import type { ConfigInput } from "../model/input.ts";
import { type Config, OVERLAY_GROUPS } from "../model/model.ts";
import type { Client } from "./client.ts";
import { type ClientClass, type ClientOptions, clientOptions, recipeOf } from "./connection-factory.ts";
import { tlsOrderOf } from "./fallback.ts";
import { installedPg } from "./installed.ts";
import { onlyKnown, typedOption } from "./options.ts";
import { checkClientOptions, checkNoPoolOptions } from "./pg-options.ts";
import { type BasePoolClass, managed, type PoolPromises } from "./pool.ts";
import { type Settings, settingsOf } from "./settings.ts";

/** A `pg.Pool` that keeps every promise of its config. */
export type ManagedPool = Pool & PoolPromises;

/** What a config does not say. */
export interface CreatePoolOptions {
  /**
   * The package pg of the program: `import pg from "pg"`. Give it if the program is bundled, because a bundle has a copy of
   * its own. Default: the one that the calling module would import, else the one that is installed beside poolcfg.
   */
  readonly pg?: object;
  /** What the pool is called in errors, reports and metrics; any text, another one for each pool. Default: `"main"`. */
  readonly name?: string;
  /**
   * Options of `pg.Client` that a config has no field for, such as `types`, `stream`, `Client`, `allowExitOnIdle`, or a
   * function as `password`, which is called for each new connection. They take precedence over what follows from the config.
   * Options of `pg.Pool` that have a field, such as `max`, are rejected with its name. Default: none.
   */
  readonly client?: Partial<PoolConfig>;
  /**
   * Whether a caller that holds a connection and asks for another one is reported as `nested-checkout`, with both places, also
   * where it gets one: with as many such callers as connections, all wait for each other. It follows callers by
   * `AsyncLocalStorage` and notes each checkout's place, so it is for development and tests. Default: false.
   */
  readonly detectNested?: boolean;
  /**
   * Whether a connection that is returned inside a transaction keeps it, as with `pg.Pool`, rather than being rolled back, and
   * `pool.query("BEGIN")` is accepted. For helpers that keep one transaction open across a whole test. Default: false.
   */
  readonly keepTransactions?: boolean;
  /**
   * Called with each new connection before anyone has it, and waited for, within `pool.connectTimeout`; where it fails, so
   * does the connect, with its error. Default: none.
   */
  readonly onConnect?: (client: PoolClient) => unknown;
}

/**
 * Makes a pool that keeps what the config says: every field of `pool`, `session`, `retry` and `observe`.
 *
 * It is a `pg.Pool`, of the caller's own pg, and can be used wherever one can. Connections up to `pool.min` are opened at
 * once; `await pool.ready()` waits for them.
 *
 * @param config what `loadPoolConfig` gives, or settings as a file has them: `{ pool: { max: 20, idleTimeout: "10m" } }`.
 *   Nothing is read besides: no file, no environment.
 * @returns the pool, connected to nothing yet.
 * @throws PoolConfigError where settings are not sound.
 * @throws PoolcfgError `config` where pg cannot reach what the config names, `usage` where pg is not installed.
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
  const settings = settingsOf(whole, {
    name,
    allowExitOnIdle: allowExitOnIdle === true,
    detectNested,
    keepTransactions,
  });
  const own = clientOptions(whole);
  Object.defineProperties(own, Object.getOwnPropertyDescriptors(rest));
  const shown = poolOptions(own, settings);
  // whoever gives options of TLS has chosen
  const order = "ssl" in rest ? undefined : tlsOrderOf(whole);
  const prepare = onConnect as ((client: Client) => unknown) | undefined;
  const recipe = recipeOf(own, whole, Client as ClientClass, order, prepare);
  return new (managed(pg.Pool))(settings, recipe, Client as ClientClass, shown) as unknown as ManagedPool;
}

/** The names of the options of `createPool`. */
export const POOL_OPTIONS = ["pg", "name", "client", "detectNested", "keepTransactions", "onConnect"] as const;

function checkOptions(options: CreatePoolOptions): void {
  onlyKnown("createPool", options, POOL_OPTIONS);
  typedOption("name", options.name, "string");
  typedOption("detectNested", options.detectNested, "boolean");
  typedOption("keepTransactions", options.keepTransactions, "boolean");
  typedOption("onConnect", options.onConnect, "function");
  typedOption("client", options.client, "object");
  if (options.client) checkClientOptions(options.client);
  const { pg } = options as { pg?: { Pool?: unknown; Client?: unknown } };
  if (pg !== undefined && !(typeof pg?.Pool === "function" && typeof pg.Client === "function"))
    throw new PoolcfgError("usage", 'pg is not the package pg, which has a Pool and a Client: import pg from "pg"');
}

/** The config that settings make, with nothing read besides; one that is loaded is left as it is. */
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

// what a file says is never whole: it has durations as text, and no field that it does not name
function isLoaded(config: Config | ConfigInput): config is Config {
  const groups = [...OVERLAY_GROUPS, "server", "deployment", "pooler", "pools", "rules"] as const;
  const { pool, retry } = config as Config;
  return groups.every((group) => config[group] !== undefined) && "maxLifetimeJitter" in pool && "maxInterval" in retry;
}

// libraries read the options of a pool, and some print them; pg spells off as 0
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

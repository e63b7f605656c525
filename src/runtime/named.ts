// The config of each pool of a process: the main one, the named ones, and one for each replica
import { readConnectionString } from "../load/find-driver.ts";
import { serverOf } from "../mapping/connection.ts";
import { type Config, type NamedPool, OVERLAY_GROUPS } from "../model/model.ts";
import { setAt } from "../model/paths.ts";
import { Secret } from "../text/secret.ts";

/** How one pool is configured. */
export interface PoolPlan {
  readonly name: string;
  readonly config: Config;
  /** `primary`, `replica`, any other word, or none. */
  readonly role: string | undefined;
  /** Its weight among the pools of its role. Default: 1. */
  readonly weight: number;
}

/** The name of the pool that has no name in the config. */
export const MAIN = "main";

/** Every pool of a config: `main` first, then the named ones, then `replica-1` and so on. */
export function plansOf(config: Config): PoolPlan[] {
  const named = Object.entries(config.pools);
  const primary = named.some(([, { role }]) => role === "primary");
  return [
    { name: MAIN, config, role: primary ? undefined : "primary", weight: 1 },
    ...named.map(([name, pool]) => {
      return { name, config: overlaid(config, pool), role: pool.role, weight: pool.weight ?? 1 };
    }),
    ...config.connection.replicas.map((dsn, at) => {
      return { name: `replica-${at + 1}`, config: replicaOf(config, dsn), role: "replica", weight: 1 };
    }),
  ];
}

function overlaid(config: Config, pool: NamedPool): Config {
  const copy = { ...config };
  for (const group of OVERLAY_GROUPS) Object.assign(copy, { [group]: pool[group] });
  return copy;
}

function replicaOf(config: Config, url: Secret): Config {
  const main = serverOf(config).dsn;
  const { dsn, settings } = readConnectionString(url.reveal());
  const sameUser = dsn.user === undefined || dsn.user === main.user;
  const inherited = {
    user: dsn.user === undefined ? main.user : undefined,
    // a password belongs to one role only
    password:
      dsn.password === undefined && sameUser && main.password !== undefined ? new Secret(main.password) : undefined,
    database: dsn.database === undefined ? main.database : undefined,
  };
  const connection = { ...config.connection, ssl: { ...config.connection.ssl }, url, host: undefined, port: undefined };
  const copy = { ...config, pool: { ...config.pool }, session: { ...config.session }, connection };
  Object.assign(connection, inherited);
  for (const { path, value } of settings) setAt(copy, path, value);
  return copy as Config;
}

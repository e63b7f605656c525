// the pooler that a config connects through, and what its version can do

import type { Target } from "../mapping/define.ts";
import { type RenderOptions, type Settings, settingsFor } from "../mapping/encode.ts";
import type { Config, Path } from "../model/model.ts";
import { lowest, overlap } from "../model/version-range.ts";
import { markOf } from "./hosts.ts";
import { POOLERS, type Pooler } from "./poolers.ts";

/** The pooler of a config. */
export function poolerOf({ pooler }: Config): Pooler | undefined {
  return pooler.kind === null ? undefined : POOLERS[pooler.kind];
}

/** A config as it is with the pooler that it is assumed to use. */
export interface ThroughPooler {
  readonly config: Config;
  /** How the message of a finding says that the pooler is assumed; empty if the config sets it. */
  readonly assumed: string;
}

/**
 * The config with the pooler that the host name and port show, if the config does not set `pooler.kind`. Providers document these names,
 * so what such a pooler refuses fails for sure.
 */
export function throughPooler(config: Config, isSet: (path: Path) => boolean): ThroughPooler {
  const { connection, pooler } = config;
  if (isSet("pooler.kind") || connection.host === undefined) return { config, assumed: "" };
  const mark = markOf({ host: connection.host, port: Number(connection.port ?? 5432) });
  if (mark === undefined) return { config, assumed: "" };
  const mode = isSet("pooler.mode") ? pooler.mode : (mark.mode ?? pooler.mode);
  const maxPreparedStatements = isSet("pooler.maxPreparedStatements")
    ? pooler.maxPreparedStatements
    : (mark.maxPreparedStatements ?? pooler.maxPreparedStatements);
  return {
    config: { ...config, pooler: { ...pooler, kind: mark.kind, mode, maxPreparedStatements } },
    assumed: " (assumed from the name of the host)",
  };
}

/** How many pairs of user and database the pools of one process connect as: a pooler has a pool for each. */
export function pairsOf({ connection, pools }: Config): number {
  const all = [connection, ...Object.values(pools).map((pool) => pool.connection)];
  return new Set(all.map(({ user, database }) => JSON.stringify([user, database]))).size;
}

/** Whether the pooler gives a server connection back while the client keeps its own. */
export function isShared({ pooler }: Config): boolean {
  return pooler.kind !== null && (pooler.mode === "transaction" || pooler.mode === "statement");
}

/**
 * Whether named prepared statements work behind the pooler.
 *
 * @returns undefined where nothing stated tells.
 */
export function followsPrepared(config: Config): boolean | undefined {
  const { version, maxPreparedStatements: most } = config.pooler;
  const known = poolerOf(config)?.prepared;
  const byVersion = typeof known === "object" ? known : undefined;
  if (most !== null)
    return most > 0 && (byVersion === undefined || version === undefined || isAtLeast(version, byVersion.possible));
  if (typeof known === "string") return known === "by default";
  if (known === undefined || version === undefined) return undefined;
  return isAtLeast(version, known.byDefault) ? true : isAtLeast(version, known.possible) ? undefined : false;
}

/** Whether named prepared statements certainly fail behind the pooler that a config sets, or that its host name shows. */
export function losesPrepared(config: Config, isSet: (path: Path) => boolean): boolean {
  const { config: through } = throughPooler(config, isSet);
  return isShared(through) && followsPrepared(through) === false;
}

/** Writes a config as live settings of a target, as `settingsFor` does, with what the pooler makes necessary. */
export function liveSettings(target: Target, config: Config, options?: RenderOptions): Settings {
  return settingsFor(target, config, "live", options, { losesPrepared });
}

// a version that is none is taken for a new one: what cannot be read is no fault
function isAtLeast(version: string, least: string): boolean {
  const own = lowest(`>=${version}`);
  return own === undefined || overlap(own, `>=${least}`) !== false;
}

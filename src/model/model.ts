// the canonical model: its groups, its paths, and the type of a config

import { connection } from "./connection.ts";
import type { Field, ValueOf } from "./field.ts";
import { pool } from "./pool.ts";
import type { RuleSetting } from "./rule-setting.ts";
import { deployment, pooler, server } from "./server.ts";
import { observe, retry, session } from "./session.ts";

/** Every group of canonical fields. */
export const model = { connection, pool, session, retry, observe, server, deployment, pooler };

/** Groups that a profile or a named pool may overlay on one pool. */
export const OVERLAY_GROUPS = ["connection", "pool", "session", "retry", "observe"] as const;

type Model = typeof model;
type Values<G> = { -readonly [K in keyof G]: G[K] extends Field ? ValueOf<G[K]> : Values<G[K]> };
type Paths<G, P extends string = ""> = {
  [K in keyof G & string]: G[K] extends Field ? `${P}${K}` : Paths<G[K], `${P}${K}.`>;
}[keyof G & string];
type At<G, P> = P extends `${infer K}.${infer R}`
  ? K extends keyof G
    ? At<G[K], R>
    : never
  : P extends keyof G
    ? ValueOf<G[P]>
    : never;

/** Canonical path of one setting: `pool.max`, `connection.ssl.mode`. */
export type Path = Paths<Model>;

/** Type of the value at a canonical path. */
export type ValueAt<P extends Path> = At<Model, P>;

/** Whose connection a named pool has, if it differs from the main pool's. */
export interface OwnConnection {
  /** The name of the pool: programs read the connection string from a variable that begins with it, such as `REPORTS_DATABASE_URL`. */
  pool: string;
  /** Whether the same applies to the password. */
  password: boolean;
}

/** A further pool in the same process; what it does not say, it has from the main pool. */
export interface NamedPool extends Pick<Values<Model>, (typeof OVERLAY_GROUPS)[number]> {
  /** What the pool is for: `primary`, `replica`, or any word of yours. */
  role?: string;
  /** Share of the reads that it takes, against the other pools of its role. */
  weight?: number;
  /** Set by loading if the connection is not the main pool's. */
  ownConnection?: OwnConnection;
}

/** One canonical config: every field has its value, times in milliseconds, off is `null`, secrets do not print. */
export interface Config extends Values<Model> {
  /** The profile that was applied. */
  profile?: string;
  /** The preset that was applied. */
  preset?: string;
  /** Set by loading if the settings of a named pool were selected, and its connection is not the main pool's. */
  ownConnection?: OwnConnection;
  /** The targets whose rules are run. */
  targets?: string[];
  /** Further named pools in the same process. */
  pools: Record<string, NamedPool>;
  /** Severities of rules, and which findings are accepted. */
  rules: Record<string, RuleSetting>;
}

/** Every field by its path, in the order of the model. */
export const FIELDS: ReadonlyMap<Path, Field> = new Map(walk(model, ""));

function* walk(group: object, prefix: string): Generator<[Path, Field]> {
  for (const [key, member] of Object.entries(group)) {
    if (isField(member)) yield [`${prefix}${key}` as Path, member];
    else yield* walk(member as object, `${prefix}${key}.`);
  }
}

/** Whether a member of a group is a field, not a group of its own. */
export function isField(member: unknown): member is Field {
  return typeof member === "object" && member !== null && "kind" in member && "facts" in member;
}

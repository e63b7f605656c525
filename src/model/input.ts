// the type of a config as it is written, in a file or in code

import type { Secret } from "../text/secret.ts";
import type { Field, Percent } from "./field.ts";
import type { model, OVERLAY_GROUPS } from "./model.ts";
import type { RuleInput } from "./rule-setting.ts";

type Raw<T> = [T] extends [readonly Secret[]]
  ? readonly string[]
  : T extends Secret
    ? string
    : T extends null
      ? "off" | false
      : T extends Percent
        ? Percent
        : T extends number
          ? number | string
          : T;

type Group<G> = { readonly [K in keyof G]?: G[K] extends Field<infer T> ? Raw<T> : Group<G[K]> };
type Model = Group<typeof model>;

/** A named pool as it is written: the pool's settings, and what else differs from the main pool. */
export type NamedPoolInput = NonNullable<Model["pool"]> &
  Pick<Model, (typeof OVERLAY_GROUPS)[number]> & { readonly role?: string; readonly weight?: number };

/** A config as it is written: durations as `"30s"` or in seconds, off as `"off"`. */
export interface ConfigInput extends Model {
  readonly preset?: string;
  readonly extends?: string | readonly string[];
  /** Targets whose rules are run: `["prisma@7"]`. */
  readonly targets?: readonly string[];
  readonly profiles?: Readonly<Record<string, Model & { readonly pools?: Readonly<Record<string, NamedPoolInput>> }>>;
  readonly pools?: Readonly<Record<string, NamedPoolInput>>;
  readonly rules?: Readonly<Record<string, RuleInput>>;
}

/**
 * Gives a config written in code its type, so that an editor completes and checks it.
 *
 * @returns the same object; pass it as `config` to `loadPoolConfig`.
 * @example
 *     const config = definePoolConfig({ pool: { max: 20, idleTimeout: "10m" } });
 */
export function definePoolConfig(config: ConfigInput): ConfigInput {
  return config;
}

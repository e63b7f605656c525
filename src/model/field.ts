// the kinds of field: what a file may say of each, with the facts beside it

import type { Secret } from "../text/secret.ts";
import { REQUIRE_AUTH } from "./authentication.ts";
import { plainValue } from "./fast-path.ts";
import { type Schema, schemaOf } from "./zod.ts";

/** A percentage as it is written: `"80%"`. */
export type Percent = `${number}%`;

/** Default of a field: a value, nothing, or another field's value. */
export type Default<T> = T | undefined | { readonly sameAs: string };

/** What is known about one canonical field. Help, docs, JSON Schema, messages and tests print this. */
export interface Facts {
  /** One line: what it controls. */
  readonly summary: string;
  /** Interaction with other fields, and what happens at the edge. */
  readonly detail?: string;
  /** Spellings from elsewhere with the same meaning, in snake_case; camelCase and kebab-case follow. */
  readonly aliases?: readonly string[];
  /** Where the meaning comes from. */
  readonly source?: string;
  /** The name libpq's environment gives it (`PGHOST`). */
  readonly env?: string;
  /** Without it the server's own setting stays in force, so it is rendered only when somebody set it. */
  readonly inherit?: boolean;
  /** Whether 0 is a useful value; a zero elsewhere may have been meant as off. */
  readonly zero?: boolean;
}

export type Kind =
  | "count"
  | "duration"
  | "jitter"
  | "percent"
  | "surge"
  | "text"
  | "secret"
  | "choice"
  | "flag"
  | "list"
  | "port"
  | "test"
  | "methods";

/** One canonical field: how its raw value is validated, and its facts. */
export interface Field<T = unknown> {
  readonly kind: Kind;
  /** Validates any raw value. */
  readonly schema: Schema<T>;
  /**
   * The value of a raw one that is plainly legal, as nearly all are; undefined where the schema has to look. It spares a start
   * the making of schemas.
   */
  plain(raw: unknown): T | undefined;
  readonly facts: Facts;
  readonly default: Default<T>;
  /** Least and greatest legal value; milliseconds for a duration. */
  readonly min?: number;
  readonly max?: number;
  /** Whether it can be switched off. */
  readonly off: boolean;
  readonly choices?: readonly string[];
  /** What is legal, in words. */
  readonly legal: string;
}

/** The value type of a field. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

interface Options<D> extends Facts {
  readonly default?: D;
}

/** A whole number of things. */
export function count(options: Options<number | { sameAs: string }> & { min: number; max?: number }): Field<number> {
  const { min, max = 1_000_000 } = options;
  return make("count", options, { min, max, off: false, legal: `a whole number from ${min} to ${max}` });
}

/** A whole number of things, or off. */
export function countOrOff(options: Options<number | null> & { min: number; max?: number }): Field<number | null> {
  const { min, max = 1_000_000 } = options;
  return make("count", options, {
    min,
    max,
    off: true,
    legal: `a whole number from ${min} to ${max}, or "off"`,
  });
}

/** A length of time that must be finite. In memory: milliseconds. */
export function duration(options: Options<number>): Field<number> {
  return make("duration", options, {
    min: 0,
    off: false,
    legal: 'a duration such as "500ms", "30s" or "1h30m"',
  });
}

/** A length of time, or off. In memory: milliseconds, or null. */
export function durationOrOff(options: Options<number | null>): Field<number | null> {
  return make("duration", options, {
    min: 0,
    off: true,
    legal: 'a duration such as "500ms", "30s" or "1h30m", or "off"',
  });
}

/** A share of another value: a duration, or a percentage of it. */
export function jitter(options: Options<number | Percent>): Field<number | Percent> {
  return make("jitter", options, {
    min: 0,
    off: false,
    legal: 'a percentage such as "10%", or a duration such as "3m"; "0s" for none',
  });
}

/** A percentage. */
export function percent(options: Options<Percent>): Field<Percent> {
  return make("percent", options, {
    off: false,
    legal: 'a percentage such as "80%"',
  });
}

/** A count, or a percentage of another count. */
export function surge(options: Options<number | Percent>): Field<number | Percent> {
  return make("surge", options, {
    min: 0,
    max: 1_000_000,
    off: false,
    legal: 'a whole number, or a percentage such as "25%"',
  });
}

/** Text. */
export function text(options: Options<string>): Field<string | undefined> {
  return make("text", options, { off: false, legal: "valid Unicode text without NUL, not empty" });
}

/** Text that never prints. */
export function secret(options: Options<Secret>): Field<Secret | undefined> {
  return make("secret", options, { off: false, legal: "valid Unicode text without NUL, not empty" });
}

/** A list of texts that never print. */
export function secrets(options: Options<readonly Secret[]>): Field<readonly Secret[]> {
  return make("list", options, {
    off: false,
    legal: "a list of connection strings",
  });
}

/** One of a few words. */
export function choice<const C extends string>(choices: readonly C[], options: Options<C>): Field<C | undefined> {
  return make("choice", options, {
    off: false,
    choices,
    legal: `one of ${choices.map((word) => `"${word}"`).join(", ")}`,
  });
}

/** One of a few words, or off. */
export function choiceOrOff<const C extends string>(
  choices: readonly C[],
  options: Options<C | null>,
): Field<C | null> {
  return make("choice", options, {
    off: true,
    choices,
    legal: `one of ${choices.map((word) => `"${word}"`).join(", ")}, or "off"`,
  });
}

/** True or false. */
export function flag(options: Options<boolean>): Field<boolean> {
  return make("flag", options, { off: false, legal: "true or false" });
}

/** A TCP port; several, for several hosts, as text with commas. */
export function port(options: Options<number | string>): Field<number | string | undefined> {
  return make("port", options, {
    min: 1,
    max: 65_535,
    off: false,
    legal: 'a port from 1 to 65535, or "5432,5433" for several hosts',
  });
}

/** The `require_auth` of libpq. */
export function authenticationMethods(options: Options<string>): Field<string | undefined> {
  return make("methods", options, { off: false, legal: REQUIRE_AUTH });
}

/**
 * A limit of a session. In memory: milliseconds, null for off, or undefined if it is not set: then the setting of the role or
 * the server applies.
 */
export function inheritedLimit(options: Omit<Facts, "inherit">): Field<number | null | undefined> {
  return durationOrOff({ ...options, inherit: true });
}

/** When a connection is tested: off, always, or after so long idle. In memory: null, 0 for always, milliseconds. */
export function testWhen(options: Options<number | "always" | null>): Field<number | "always" | null> {
  return make("test", options, {
    min: 0,
    off: true,
    legal: '"always", a duration such as "30s" (only when idle for longer), or "off"',
  });
}

function make<T>(
  kind: Kind,
  options: Options<unknown>,
  rest: Pick<Field, "off" | "legal"> & Partial<Pick<Field, "min" | "max" | "choices">>,
  // biome-ignore lint/suspicious/noExplicitAny: a field with no default has undefined in its value type, which the callers state
): Field<any> {
  const { default: fallback, ...facts } = options as Options<T>;
  const shape = { kind, zero: facts.zero ?? false, ...rest };
  return {
    kind,
    get schema() {
      return schemaOf(shape) as Schema<T>;
    },
    plain: (raw) => plainValue(shape, raw) as T | undefined,
    facts,
    default: fallback as Default<T>,
    ...rest,
  };
}

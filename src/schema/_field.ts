// the kinds of field: each makes the zod schema of what a file may say, with the facts beside it
import * as z from "zod/mini";
import { DURATION_PATTERN, parseDuration } from "../duration.ts";
import { Secret } from "../secret.ts";

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

/** What validates one raw value; the part of Standard Schema that is used here. */
interface Schema<T> {
  readonly "~standard": {
    validate(value: unknown): { value: T } | { issues: readonly unknown[] } | Promise<unknown>;
  };
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
  | "test";

/** One canonical field: how its raw value is validated, and its facts. */
export interface Field<T = unknown> {
  readonly kind: Kind;
  readonly schema: Schema<T>;
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

const off = () => z.literal(["off", false]);

/** A whole number of things. */
export function count(options: Options<number | { sameAs: string }> & { min: number; max?: number }): Field<number> {
  const { min, max = 1_000_000 } = options;
  const schema = () => z.int().check(z.minimum(min), z.maximum(max));
  return make("count", schema, options, { min, max, off: false, legal: `a whole number from ${min} to ${max}` });
}

/** A whole number of things, or off. */
export function countOrOff(options: Options<number | null> & { min: number; max?: number }): Field<number | null> {
  const { min, max = 1_000_000 } = options;
  const schema = () => z.pipe(z.union([z.int().check(z.minimum(min), z.maximum(max)), off()]), z.transform(offToNull));
  return make("count", schema, options, {
    min,
    max,
    off: true,
    legal: `a whole number from ${min} to ${max}, or "off"`,
  });
}

// a zero that is no useful value may have been meant as off; any other digit makes it a length of time
const durationText = (zero = true) =>
  z
    .string()
    .check(z.maxLength(64), z.regex(new RegExp(zero ? DURATION_PATTERN : `^(?=.*[1-9])${DURATION_PATTERN.slice(1)}`)));
const bareSeconds = (zero = true) => z.number().check(zero ? z.minimum(0) : z.gt(0));

/** A length of time that must be finite. In memory: milliseconds. */
export function duration(options: Options<number>): Field<number> {
  const schema = () =>
    z.pipe(z.union([bareSeconds(options.zero), durationText(options.zero)]), z.transform(toMilliseconds));
  return make("duration", schema, options, {
    min: 0,
    off: false,
    legal: 'a duration such as "500ms", "30s" or "1h30m"',
  });
}

/** A length of time, or off. In memory: milliseconds, or null. */
export function durationOrOff(options: Options<number | null>): Field<number | null> {
  const schema = () =>
    z.pipe(
      z.union([bareSeconds(options.zero ?? false), durationText(options.zero ?? false), off()]),
      z.transform(toMilliseconds),
    );
  return make("duration", schema, options, {
    min: 0,
    off: true,
    legal: 'a duration such as "500ms", "30s" or "1h30m", or "off"',
  });
}

const PERCENT = "^(?:100(?:\\.0+)?|\\d{1,2}(?:\\.\\d+)?)%$";
const percentText = () => z.string().check(z.regex(new RegExp(PERCENT)));

/** A share of another value: a duration, or a percentage of it. */
export function jitter(options: Options<number | Percent>): Field<number | Percent> {
  const schema = () => z.pipe(z.union([bareSeconds(), percentText(), durationText()]), z.transform(toMilliseconds));
  return make("jitter", schema, options, {
    min: 0,
    off: false,
    legal: 'a percentage such as "10%", or a duration such as "3m"; "0s" for none',
  });
}

/** A percentage. */
export function percent(options: Options<Percent>): Field<Percent> {
  return make("percent", percentText, options, {
    off: false,
    legal: 'a percentage such as "80%"',
  });
}

/** A count, or a percentage of another count. */
export function surge(options: Options<number | Percent>): Field<number | Percent> {
  const schema = () => z.union([z.int().check(z.minimum(0), z.maximum(1_000_000)), percentText()]);
  return make("surge", schema, options, {
    min: 0,
    max: 1_000_000,
    off: false,
    legal: 'a whole number, or a percentage such as "25%"',
  });
}

/** Text. */
export function text(options: Options<string>): Field<string | undefined> {
  const schema = () => z.string().check(z.minLength(1), z.maxLength(10_000));
  return make("text", schema, options, { off: false, legal: "text, not empty" });
}

/** Text that never prints. */
export function secret(options: Options<Secret>): Field<Secret | undefined> {
  const schema = () =>
    z.pipe(
      z.string().check(z.minLength(1), z.maxLength(1_100_000)),
      z.transform((value: string) => new Secret(value)),
    );
  return make("secret", schema, options, { off: false, legal: "text, not empty" });
}

/** A list of texts that never print. */
export function secrets(options: Options<readonly Secret[]>): Field<readonly Secret[]> {
  const schema = () =>
    z.pipe(
      z.array(z.string().check(z.minLength(1))),
      z.transform((values: string[]) => values.map((value) => new Secret(value))),
    );
  return make("list", schema, options, {
    off: false,
    legal: "a list of connection strings",
  });
}

/** One of a few words. */
export function choice<const C extends string>(choices: readonly C[], options: Options<C>): Field<C | undefined> {
  return make("choice", () => z.enum(choices), options, {
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
  const schema = () => z.pipe(z.union([z.enum(choices), off()]), z.transform(offToNull));
  return make("choice", schema, options, {
    off: true,
    choices,
    legal: `one of ${choices.map((word) => `"${word}"`).join(", ")}, or "off"`,
  });
}

/** True or false. */
export function flag(options: Options<boolean>): Field<boolean> {
  return make("flag", () => z.boolean(), options, { off: false, legal: "true or false" });
}

/** A TCP port; several, for several hosts, as text with commas. */
export function port(options: Options<number | string>): Field<number | string | undefined> {
  const schema = () =>
    z.union([z.int().check(z.minimum(1), z.maximum(65_535)), z.string().check(z.regex(/^\d{0,5}(?:,\d{0,5})+$/))]);
  return make("port", schema, options, {
    min: 1,
    max: 65_535,
    off: false,
    legal: 'a port from 1 to 65535, or "5432,5433" for several hosts',
  });
}

/** When a connection is tested: off, always, or after so long idle. In memory: null, 0 for always, milliseconds. */
export function testWhen(options: Options<number | "always" | null>): Field<number | "always" | null> {
  const schema = () =>
    z.pipe(z.union([bareSeconds(), durationText(), z.literal(["always", true]), off()]), z.transform(toMilliseconds));
  return make("test", schema, options, {
    min: 0,
    off: true,
    legal: '"always", a duration such as "30s" (only when idle for longer), or "off"',
  });
}

const schemas = new Map<string, Schema<unknown>>();

function make<T>(
  kind: Kind,
  schema: () => unknown,
  options: Options<unknown>,
  rest: Pick<Field, "off" | "legal"> & Partial<Pick<Field, "min" | "max" | "choices">>,
  // biome-ignore lint/suspicious/noExplicitAny: a field with no default has undefined in its value type, which the callers state
): Field<any> {
  const { default: fallback, ...facts } = options as Options<T>;
  const like = [kind, rest.off, rest.min, rest.max, facts.zero ?? false, rest.choices].join(" ");
  return {
    kind,
    // made when it is first used, once for all fields that are alike: making them all costs more than the rest of a start
    get schema() {
      const known = schemas.get(like) ?? (schema() as Schema<T>);
      schemas.set(like, known);
      return known as Schema<T>;
    },
    facts,
    default: fallback as Default<T>,
    ...rest,
  };
}

function offToNull<T>(value: T | "off" | false): T | null {
  return value === "off" || value === false ? null : value;
}

function toMilliseconds<T extends number | string | boolean>(value: T): number | string | null {
  if (value === "off" || value === false) return null;
  if (value === true || value === "always") return "always";
  if (typeof value === "string" && value.endsWith("%")) return value;
  // finer than a millisecond is no value that could be kept
  return parseDuration(String(value)) ?? Number.NaN;
}

// the zod schema of what may be said of a kind of field
import * as z from "zod/mini";
import { Secret } from "../text/secret.ts";
import { allowedMethods, METHODS } from "./authentication.ts";
import { DURATION_PATTERN } from "./duration.ts";
import type { Shape } from "./fast-path.ts";
import { isWellFormed, offToNull, toMilliseconds } from "./fast-path.ts";

/** What validates one raw value; the part of Standard Schema that is used here. */
export interface Schema<T> {
  readonly "~standard": {
    validate(value: unknown): { value: T } | { issues: readonly unknown[] } | Promise<unknown>;
  };
}

const schemas = new Map<string, Schema<unknown>>();

/** The schema of all fields of that shape: made when it is first asked for, and once. */
export function schemaOf(shape: Shape): Schema<unknown> {
  const { kind, off, min, max, zero, choices } = shape;
  const like = [kind, off, min, max, zero, choices].join(" ");
  const known = schemas.get(like) ?? (MAKERS[kind](shape) as Schema<unknown>);
  schemas.set(like, known);
  return known;
}

const off = () => z.literal(["off", false]);
const whole = ({ min = 0, max = 1_000_000 }: Shape) => z.int().check(z.minimum(min), z.maximum(max));
// a zero that is no useful value may have been meant as off; any other digit makes it a length of time
const durationText = (zero: boolean) =>
  z
    .string()
    .check(z.maxLength(64), z.regex(new RegExp(zero ? DURATION_PATTERN : `^(?=.*[1-9])${DURATION_PATTERN.slice(1)}`)));
const bareSeconds = (zero: boolean) => z.number().check(zero ? z.minimum(0) : z.gt(0));
const percentText = () => z.string().check(z.regex(/^(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%$/));
const someText = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest), z.refine(isWellFormed));
const inMilliseconds = <T extends z.ZodMiniType<number | string | boolean>>(schema: T) =>
  z.pipe(schema, z.transform(toMilliseconds));

const METHOD = `(?:${METHODS.join("|")})`;
const METHOD_LIST = new RegExp(`^(?:${METHOD}(?:,${METHOD})*|!${METHOD}(?:,!${METHOD})*)$`);

const MAKERS: Readonly<Record<Shape["kind"], (shape: Shape) => unknown>> = {
  count: (shape) => (shape.off ? z.pipe(z.union([whole(shape), off()]), z.transform(offToNull)) : whole(shape)),
  duration: ({ zero, off: canBeOff }) =>
    inMilliseconds(z.union([bareSeconds(zero), durationText(zero), ...(canBeOff ? [off()] : [])])),
  jitter: () => inMilliseconds(z.union([bareSeconds(true), percentText(), durationText(true)])),
  test: () => inMilliseconds(z.union([bareSeconds(true), durationText(true), z.literal(["always", true]), off()])),
  percent: percentText,
  surge: (shape) => z.union([whole(shape), percentText()]),
  text: () => someText(10_000),
  secret: () =>
    z.pipe(
      someText(1_100_000),
      z.transform((value: string) => new Secret(value)),
    ),
  list: () =>
    z.pipe(
      z.array(someText(1_100_000)),
      z.transform((values: string[]) => values.map((value) => new Secret(value))),
    ),
  choice: ({ choices = [], off: canBeOff }) =>
    canBeOff ? z.pipe(z.union([z.enum([...choices]), off()]), z.transform(offToNull)) : z.enum([...choices]),
  flag: () => z.boolean(),
  // the form is in the JSON Schema, too; that no method is named twice is not
  methods: () =>
    someText(200).check(
      z.regex(METHOD_LIST),
      z.refine((text: string) => allowedMethods(text) !== undefined),
    ),
  port: (shape) => z.union([whole(shape), z.string().check(z.regex(/^\d{0,5}(?:,\d{0,5})+$/))]),
};

// how canonical values are written in a tool's own units, and read back
import { MAX_TIMER_MS } from "../model/duration.ts";
import type { Expression } from "./literal.ts";

/** A canonical value: milliseconds or a count, `null` for off, text, or a switch. */
export type Value = number | string | boolean | null;

/** A value written in native units, with the loss where it is not the very same; or why it cannot be written. */
export type Encoded = { readonly native: unknown; readonly loss?: string } | { readonly error: string };

/** A native value read; or why it cannot be. `off` of a tool is `null`. */
export type Decoded = { readonly value: Value } | { readonly error: string };

/** One way to write a canonical value natively. Rounding and the meaning of zero belong here. */
export interface Codec {
  /** As the docs name it: `ms`, `s`, `connections`. */
  readonly doc: string;
  /** The native spelling of off, where there is one. */
  readonly off?: unknown;
  /** Least legal native value. */
  readonly min?: number;
  readonly max?: number;
  encode(value: Value): Encoded;
  /** How a program writes the value, where that is not the literal of the native one. */
  code?(value: Value): Expression;
  decode(native: unknown): Decoded;
}

/** What Node does with a timer that is too long, or less than nothing. */
export const FIRES = "Node fires such a timer after 1 ms";

interface Limits {
  /** Least legal native value; 0 unless said. */
  readonly min?: number;
  readonly max?: number;
  /** Native spelling of off; a unit without it cannot say off. */
  readonly off?: unknown;
  /** Whether a text that holds a number is read too (URLs know nothing but text). */
  readonly text?: boolean;
  /** What the tool does with more than the most: a timer of Node fires at once, unless said. */
  readonly beyond?: "fires" | "refused" | "kept";
  /** Which way a value between two native ones goes; up unless said. The rounding is stated as a loss. */
  readonly round?: "up" | "down";
}

/** A whole number of things: connections, uses, waiters. */
export function count(limits: Limits = {}): Codec {
  return number("count", 1, { beyond: "kept", ...limits });
}

/** Milliseconds. At most 2 147 483 647 unless said, because Node fires a longer timer after 1 ms. */
export function millis(limits: Limits = {}): Codec {
  return number("ms", 1, { max: MAX_TIMER_MS, ...limits });
}

/** Seconds. `fractions` for a tool that takes 0.5; else rounded, and the rounding is a loss. */
export function seconds(limits: Limits & { fractions?: boolean } = {}): Codec {
  return number("s", 1_000, { max: Math.floor(MAX_TIMER_MS / 1_000), ...limits });
}

/** Text as it is. */
export function text(): Codec {
  return {
    doc: "text",
    encode: (value) => ({ native: String(value) }),
    decode: (native) => (typeof native === "string" ? { value: native } : { error: `is ${kind(native)}, not text` }),
  };
}

/** True or false. */
export function flag(): Codec {
  return {
    doc: "true or false",
    encode: (value) => ({ native: value === true }),
    decode: (native) =>
      typeof native === "boolean" ? { value: native } : { error: `is ${kind(native)}, not true or false` },
  };
}

function number(doc: string, scale: number, limits: Limits & { fractions?: boolean }): Codec {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, fractions = false, round = "up", beyond = "fires" } = limits;
  const hasOff = "off" in limits;
  return {
    doc,
    ...(hasOff && { off: limits.off }),
    min,
    max,
    encode(value) {
      if (value === null) return hasOff ? { native: limits.off } : { error: "has no way to say off" };
      if (typeof value !== "number") return { error: `is ${kind(value)}, not a number` };
      const exact = value / scale;
      const native = fractions ? exact : round === "up" ? Math.ceil(exact) : Math.floor(exact);
      // a value that would read as the tool's off is never written for a number
      if (hasOff && native === limits.off) return { error: `cannot be ${native}: there it means off` };
      if (native < min) return { error: `must be at least ${min} ${doc}` };
      if (native > max) return { error: `must be at most ${max} ${doc}` };
      return native === exact ? { native } : { native, loss: `rounded ${round} to ${native} ${doc}` };
    },
    decode(native) {
      if (hasOff && native === limits.off) return { value: null };
      const parsed =
        limits.text && typeof native === "string" && /^-?\d+(\.\d+)?$/.test(native) ? Number(native) : native;
      if (hasOff && parsed === limits.off) return { value: null };
      if (typeof parsed !== "number" || !Number.isFinite(parsed)) return { error: `is ${kind(native)}, not a number` };
      if (!Number.isInteger(parsed) && !fractions) return { error: "is not a whole number" };
      if (parsed < min) return { error: `must be at least ${min} ${doc}` };
      if (parsed > max && beyond === "fires") return { error: `is ${parsed}: ${FIRES}` };
      if (parsed > max && beyond === "refused") return { error: `must be at most ${max} ${doc}` };
      return { value: Math.round(parsed * scale) };
    },
  };
}

function kind(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string")
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a table" : `${value}`;
}

// raw values that are plainly legal: most of them, for which no schema need be made

import { Secret } from "../text/secret.ts";
import { parseDuration } from "./duration.ts";
import type { Field } from "./field.ts";

/** What decides which raw values a field takes. */
export interface Shape extends Pick<Field, "kind" | "off" | "min" | "max" | "choices"> {
  /** Whether 0 is a useful length of time. */
  readonly zero: boolean;
}

/** The value of a raw one that is plainly legal; undefined for all that the schema has to look at. */
export function plainValue({ kind, off, min = 0, max = 0, choices = [] }: Shape, raw: unknown): unknown {
  if (typeof raw === "number") {
    if (kind === "duration") return plainTime(raw);
    return (kind === "count" || kind === "surge" || kind === "port") && isWithin(raw, min, max) ? raw : undefined;
  }
  if (typeof raw === "boolean") return kind === "flag" ? raw : undefined;
  if (typeof raw !== "string" || raw === "" || raw.length > 1_000) return undefined;
  if (raw === "off" && off) return null;
  if (kind === "duration") return plainTime(raw);
  if (kind === "text") return isWellFormed(raw) ? raw : undefined;
  if (kind === "secret") return isWellFormed(raw) ? new Secret(raw) : undefined;
  return kind === "choice" && choices.includes(raw) ? raw : undefined;
}

/** Whether a text can be sent to a server: PostgreSQL ends texts at a NUL character, and half of a surrogate pair has no UTF-8. */
export function isWellFormed(text: string): boolean {
  return !/[\0\ud800-\udfff]/u.test(text);
}

/** Off as it is in memory. */
export function offToNull<T>(value: T | "off" | false): T | null {
  return value === "off" || value === false ? null : value;
}

/** A time as it is in memory; NaN for one that is finer than a millisecond. */
export function toMilliseconds<T extends number | string | boolean>(value: T): number | string | null {
  if (value === "off" || value === false) return null;
  if (value === true || value === "always") return "always";
  if (typeof value === "string" && value.endsWith("%")) return value;
  // finer than a millisecond is no value that could be kept
  return parseDuration(String(value)) ?? Number.NaN;
}

// zero may have been meant as off
function plainTime(raw: number | string): number | undefined {
  return parseDuration(String(raw)) || undefined;
}

function isWithin(raw: number, min: number, max: number): boolean {
  return Number.isInteger(raw) && raw >= min && raw <= max;
}

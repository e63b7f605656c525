// one raw value against its field: the canonical value, or a finding that says what is legal

import type { Value } from "../codecs/units.ts";
import { createFinding } from "../diagnostics/catalogue.ts";
import { rangeAt } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import type { Entry } from "../load/entry.ts";
import { formatDuration } from "../model/duration.ts";
import type { Field } from "../model/field.ts";
import { isTime } from "../model/paths.ts";
import { cases } from "../model/spellings.ts";
import { quoted } from "../text/mask.ts";
import { MASK } from "../text/secret.ts";
import { beyond, nearest, remedy } from "./advice.ts";

/** Reads the value of an entry. */
export function readValue(field: Field, entry: Entry): { value: unknown } | { finding: Finding } {
  const { raw, path, origin } = entry;
  const plain = field.plain(raw);
  if (plain !== undefined) return { value: plain };
  const result = field.schema["~standard"].validate(raw) as { value: unknown } | { issues: readonly unknown[] };
  const fine = !("issues" in result) || result.issues === undefined;
  if (fine && !Number.isNaN((result as { value: unknown }).value)) return result as { value: unknown };
  // a port is near the password in each form of a connection, and one that is no number may be that
  const misplaced = field.kind === "port" && typeof raw === "string" && !/^[\d.,+ -]{0,40}$/.test(raw);
  const hidden =
    (origin.hidden || misplaced || field.kind === "secret" || field.kind === "list") &&
    raw !== undefined &&
    raw !== null &&
    raw !== "";
  const shown = hidden ? "a value that is not shown" : show(raw);
  const base = { path, origin, legal: field.legal };
  if (origin.hidden)
    return {
      finding: createFinding("wrong-type", {
        ...base,
        message: `${path} is ${shown}; it takes ${field.legal}`,
        help: `Correct the ${origin.name?.endsWith("_FILE") ? "content of the file" : "variable that it refers to"}.`,
      }),
    };
  if (isZero(raw) && field.off && !field.facts.zero) {
    return {
      finding: createFinding("zero-not-off", {
        ...base,
        message: `${path} is ${shown}, and zero is never off here`,
        help: `Write "off" to switch it off, or ${field.kind === "count" ? "a count" : "a length of time"} above zero.`,
        edits: () => replaceValue(origin, "off"),
      }),
    };
  }
  if (typeof raw === "number" && Number.isFinite(raw) && (field.min !== undefined || field.max !== undefined)) {
    if (isTime(field.kind) || Number.isInteger(raw)) {
      return {
        finding: createFinding("out-of-range", {
          ...base,
          message: `${path} is ${shown}, ${beyond(field, raw)}`,
          help: nearest(field, raw),
        }),
      };
    }
  }
  const number = typeof raw === "string" && /^\d{1,15}$/.test(raw) ? Number(raw) : undefined;
  const fits = number !== undefined && !("issues" in (field.schema["~standard"].validate(number) as object));
  const help = fits && origin.name === undefined ? `Write it without quotes: ${number}.` : remedy(field, entry);
  return {
    finding: createFinding("wrong-type", {
      ...base,
      message: `${path} is ${shown}; it takes ${field.legal}`,
      ...(misplaced && { secret: true }),
      ...(help !== undefined && { help }),
      ...(fits && { edits: () => replaceValue(origin, number) }),
    }),
  };
}

/** An edit that puts another value in the place of one that stands in a file. */
export function replaceValue(origin: Origin, value: string | number | boolean) {
  const { document, range } = origin;
  // what stands there is the value itself only if it was not read from elsewhere
  if (!document?.path || !range || origin.source === "dsn" || origin.hidden) return undefined;
  const old = document.text.slice(range.start, range.end);
  const text =
    typeof value !== "string" || origin.name !== undefined
      ? String(value)
      : old.startsWith("'")
        ? `'${value}'`
        : JSON.stringify(value);
  return [{ file: document.path, start: range.start, end: range.end, text }];
}

/** An edit that gives a key another name; none where a key beside it `rivals` that name, because both would then be one. */
export function renameKey(
  key: Origin,
  name: string,
  rivals = (other: string) => cases(name).includes(other),
): { file: string; start: number; end: number; text: string }[] | undefined {
  const { range, document, pointer = [] } = key;
  if (!range || !document?.path) return undefined;
  let table = document.data as Record<string | number, unknown>;
  for (const step of pointer.slice(0, -1)) table = table[step] as Record<string | number, unknown>;
  if (Object.keys(table).some((other) => other !== pointer.at(-1) && rivals(other))) return undefined;
  const written = document.text.slice(range.start, range.end);
  const quoted = /^["']/.test(written) ? `${written[0]}${name}${written[0]}` : name;
  return [{ file: document.path, start: range.start, end: range.end, text: quoted }];
}

/** What a text source (an environment variable, an argument) says, as a file would hold it. */
export function fromText(field: Field, text: string): unknown {
  const trimmed = text.trim();
  switch (field.kind) {
    case "count":
    case "port":
    case "surge":
      return /^[+-]?\d{1,15}(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed === "false" ? false : trimmed;
    case "flag":
      return /^(?:true|1|yes|on)$/i.test(trimmed) ? true : /^(?:false|0|no|off)$/i.test(trimmed) ? false : trimmed;
    case "duration":
    case "jitter":
    case "test":
      if (trimmed === "true" || trimmed === "false") return trimmed === "true";
      return /^-\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
    case "choice":
      return trimmed === "false" ? false : trimmed;
    case "list":
      return trimmed === "" ? [] : trimmed.split(/\s+/);
    case "secret":
      return text;
    default:
      return trimmed;
  }
}

/** A canonical value as a file would hold it: `null` is `"off"`, milliseconds are `"30s"`. */
export function toFileValue(field: Field, value: Value): unknown {
  if (value === null) return "off";
  if (typeof value === "number" && isTime(field.kind)) return formatDuration(value);
  return value;
}

/** A value of any kind, short, in words fit for a message. */
export function show(raw: unknown): string {
  if (raw === null || raw === undefined) return "empty";
  if (Array.isArray(raw)) return "a list";
  if (raw instanceof Date) return "a date";
  if (typeof raw === "object") return "a table";
  // its source may hold anything
  if (typeof raw === "function") return "a function";
  if (typeof raw !== "string") return String(raw);
  return quoted(raw.includes("://") ? MASK : raw);
}

/** A stretch inside a DSN that stands in a file or a variable. */
export function insideValue(origin: Origin, dsn: string, start: number, end: number): Origin {
  const offset = offsetOf(dsn, origin);
  const from = origin.range?.start ?? 0;
  return offset === undefined ? origin : origin.within(offset - from + start, offset - from + end, rangeAt);
}

/** Where a DSN stands in its document; undefined where it does not stand there word for word. */
export function offsetOf(dsn: string, { document, range }: Origin): number | undefined {
  if (!document || !range) return undefined;
  const at = document.text.slice(range.start, range.end).indexOf(dsn);
  return at < 0 ? undefined : range.start + at;
}

function isZero(raw: unknown): boolean {
  return raw === 0 || (typeof raw === "string" && /^[0.]*0(?:\.0+)?\s*(?:ms|sec|s|min|m|h|d)?$/.test(raw.slice(0, 20)));
}

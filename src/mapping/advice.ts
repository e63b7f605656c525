// what to do about a value that does not fit its field, in words

import type { Entry } from "../load/entry.ts";
import { DURATION_PATTERN } from "../model/duration.ts";
import type { Field } from "../model/field.ts";
import { isTime } from "../model/paths.ts";
import { didYouMean, envName } from "../model/spellings.ts";

/** How a number lies outside of the range of its field. */
export function beyond(field: Field, raw: number): string {
  if (isTime(field.kind))
    return raw < 0 ? "and no length of time is negative" : "which cannot be counted in whole milliseconds";
  if (field.min !== undefined && raw < field.min) return `and the least it can be is ${field.min}`;
  return `and the most it can be is ${field.max}`;
}

/** What to write in the place of a number out of range. */
export function nearest(field: Field, raw: number): string {
  if (raw === -1 && field.off) return 'Off is written "off".';
  if (isTime(field.kind)) return `Write a length of time such as "30s"${field.off ? ', or "off"' : ""}.`;
  const kept = field.min !== undefined && raw < field.min ? `${field.min} or more` : `${field.max} or less`;
  return `Write ${kept}${typeof field.default === "number" ? `; without the line it is ${field.default}` : ""}.`;
}

/** What to write in the place of a value of the wrong kind; undefined where what is legal says it all. */
export function remedy(field: Field, { raw, path, origin }: Entry): string | undefined {
  // a variable and an argument are text without quotes
  const inFile = origin.name === undefined;
  if (raw === null)
    return field.off
      ? 'Write "off" to switch it off, or remove the key for the default.'
      : "Give it a value, or remove the key.";
  if (typeof raw === "string") {
    const word = raw.trim().toLowerCase();
    if (word === "") return `Give ${inFile ? "it" : (origin.name ?? envName(path))} a value, or remove it.`;
    if (field.off && OFF.has(word)) return 'Off is written "off".';
    const meant = didYouMean(raw, field.choices ?? wordsIn(field.legal));
    if (meant !== undefined) return `Did you mean "${meant}"?`;
  } else if (typeof raw === "object") {
    if (field.kind !== "list") return "Write one value in its place.";
  } else if (field.kind === "text" || field.kind === "secret") return "Put it in quotes.";
  if (field.kind === "percent" && typeof raw === "number") return `Write "${raw <= 1 ? raw * 100 : raw}%".`;
  if (typeof raw === "number" && COUNTS.has(field.kind) && Number.isFinite(raw))
    return `Write ${Math.floor(raw)} or ${Math.floor(raw) + 1}.`;
  if (COUNTS.has(field.kind)) {
    const example = (typeof field.default === "number" && field.default) || Math.max(field.min ?? 1, 1);
    return `Write a number${inFile ? " without quotes" : ""}, such as ${example}.`;
  }
  if (typeof raw === "string" && isTime(field.kind) && new RegExp(DURATION_PATTERN).test(raw.slice(0, 100)))
    return 'Times are counted in whole milliseconds, up to 2^53: write one that is, such as "1ms".';
  if (isTime(field.kind) && field.kind !== "jitter") return "Write a number and its unit: ms, s, m, h or d.";
  if (field.kind === "flag") return inFile ? "Write it without quotes." : undefined;
  if (field.kind === "list") return inFile ? 'Write ["postgresql://…"].' : undefined;
  return undefined;
}

/** The words that may be written, as the text on what is legal has them in quotes. */
function wordsIn(legal: string): string[] {
  return [...legal.matchAll(/"([a-z-]+)"/g)].map(([, word]) => word!);
}

const COUNTS: ReadonlySet<string> = new Set(["count", "port", "surge"]);
const OFF: ReadonlySet<string> = new Set(["none", "never", "disabled", "infinite", "infinity", "null", "no"]);

// settings given as arguments: flat paths or nested tables, as values or as text
import type { Document } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { Origin } from "../diagnostics/origin.ts";
import { isForbidden } from "../formats/_problems.ts";
import { fromText } from "../mapping/value.ts";
import { FIELDS, type Path } from "../model/model.ts";
import { cases, didYouMean, showKey } from "../model/spellings.ts";
import { type Entry, nothingStated, type Stated } from "./entry.ts";
import { readTable } from "./table.ts";

/** Reads `{ "pool.max": 5 }` and `{ pool: { max: 5 } }`. */
export function readOverrides(overrides: Readonly<Record<string, unknown>> | undefined): Stated {
  if (!overrides) return nothingStated();
  const nested = Object.fromEntries(Object.entries(overrides).filter(([, value]) => isTable(value)));
  const document: Document = { name: "argument", text: "", data: nested, problems: [], locate: () => undefined };
  const stated = readTable(document, "argument");
  for (const [key, raw] of Object.entries(overrides))
    if (!isTable(raw) && raw !== undefined) stated.entries.push(entryOf(key, raw));
  return stated;
}

function entryOf(key: string, raw: unknown): Entry {
  const [, pool, rest] = /^pools\.([^.]+)\.(.+)$/.exec(key) ?? [];
  if (pool !== undefined && isForbidden(pool))
    throw new PoolcfgError(
      "usage",
      `${showKey(pool)} cannot name a pool: the name has a meaning of its own in JavaScript.`,
    );
  const path = pathOf(rest ?? key) ?? (rest === undefined ? undefined : pathOf(`pool.${rest}`));
  if (path === undefined) {
    const meant = didYouMean(key, FIELDS.keys());
    throw new PoolcfgError(
      "usage",
      `There is no setting ${showKey(key)}. ${meant ? `Did you mean ${meant}?` : "`poolcfg show` lists them."}`,
    );
  }
  const value = typeof raw === "string" ? fromText(FIELDS.get(path)!, raw) : raw;
  return { path, raw: value, origin: new Origin("argument", { name: key }), ...(pool !== undefined && { pool }) };
}

function pathOf(key: string): Path | undefined {
  const camel = key
    .split(".")
    .map((part) => cases(part)[0])
    .join(".");
  return FIELDS.has(camel as Path) ? (camel as Path) : undefined;
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

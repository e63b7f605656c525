// settings out of a text that holds a connection URL, or only its parameters
import { findDsns } from "../dsn/find.ts";
import { formatDsn } from "../dsn/format.ts";
import { scanDsn } from "../dsn/parse.ts";
import type { UrlLayout } from "./_connection.ts";
import type { ReadFault, Target } from "./_define.ts";
import { type ReadSettings, readSettings } from "./_read.ts";
import { CANONICAL_SETTINGS, readStartup } from "./_startup.ts";
import type { Tree } from "./_value.ts";

/** A fault, and the stretch of the text that it is in. */
export type PlacedFault = Omit<ReadFault, "key"> & { readonly start: number; readonly end: number };

export interface ReadUrl {
  readonly settings: ReadSettings;
  readonly faults: readonly PlacedFault[];
  /** Whether there was anything to read. */
  readonly found: boolean;
}

/** Reads the first URL in a text, or the first parameters where there is none. */
export function readUrl(target: Target, layout: UrlLayout, text: string): ReadUrl {
  const { start, end } = stretch(text, layout.variable, [
    ...Object.keys(target.dialect?.params ?? {}),
    ...(target.dialect?.marks ?? []),
  ]);
  const found = text.slice(start, end);
  if (found === "") return { settings: { values: new Map(), faults: [], remarks: [] }, faults: [], found: false };
  const bare = !found.includes("://");
  const lead = bare ? (found.startsWith("?") ? PLACE : `${PLACE}?`) : "";
  const shift = lead.length;
  const {
    dsn,
    faults: all,
    settings,
  } = scanDsn(`${lead}${found}`, target.dialect ? { dialect: target.dialect.id } : {});
  // what a program puts in when it runs is no fault of the text
  const templated = (from: number, to: number) => `${lead}${found}`.slice(from, to).includes("${");
  const faults = all.filter(({ start: from, end: to }) => !templated(from, to));
  const params: Tree = { ...dsn.params, ...parametersOf(`${lead}${found}`, target.dialect?.form === true) };
  const read = readSettings(target, params, true);
  if (!bare && !found.includes("${") && !faults.some(({ severity }) => severity === "error")) {
    const taken = new Set(
      Object.entries(target.fields).flatMap(([path, { keys }]) => (read.values.has(path as never) ? [...keys] : [])),
    );
    for (const { param } of settings) taken.add(param);
    const left = Object.fromEntries(
      Object.entries(dsn.params).filter(([name]) => name === layout.startup || !taken.has(name)),
    );
    const startup = readStartup(left[layout.startup] ?? "").filter(
      ({ setting }) => setting === undefined || !CANONICAL_SETTINGS.includes(setting),
    );
    if (startup.length > 0) left[layout.startup] = startup.flatMap(({ words }) => words).join(" ");
    else delete left[layout.startup];
    read.values.set("connection.url", { value: formatDsn({ ...dsn, params: left }), implied: false });
  }
  const told = new Set(faults.map(({ rule }) => rule));
  const own = read.faults.filter(({ rule }) => !told.has(rule));
  const placed = faults.map(({ mended: _, ...fault }) => ({
    ...fault,
    start: start + Math.max(0, fault.start - shift),
    end: start + Math.max(0, fault.end - shift),
  }));
  return { settings: { ...read, faults: own }, faults: placed, found: true };
}

const PLACE = "postgresql://";

function stretch(text: string, variable: string, names: readonly string[]): { start: number; end: number } {
  const trimmed = text.trim();
  const lead = text.length - text.trimStart().length;
  if (/^[\w+:]+:\/\/\S*$/.test(trimmed) || /^\?\S*$/.test(trimmed)) return { start: lead, end: lead + trimmed.length };
  const line = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?${variable}[ \\t]*=[ \\t]*(?:"([^"\\n]*)"|'([^'\\n]*)'|([^\\s#]*))`,
    "m",
  ).exec(text);
  const value = line && (line[1] ?? line[2] ?? line[3]);
  if (line && value) {
    const at = line.index + line[0].lastIndexOf(value);
    return { start: at, end: at + value.length };
  }
  const all = findDsns(text);
  const bare = new RegExp(`(?<![\\w-])(?:${names.join("|")})=[^\\s&"'\`]*(?:&\\w+=[^\\s&"'\`]*)*`).exec(text);
  const loose = bare ? { start: bare.index, end: bare.index + bare[0].length } : { start: 0, end: 0 };
  return all.find(({ start }) => text[start] !== "?") ?? all[0] ?? loose;
}

function parametersOf(url: string, form: boolean): Tree {
  const at = url.indexOf("?");
  if (at < 0) return {};
  const query = url.slice(at + 1);
  return Object.fromEntries(new URLSearchParams(form ? query : query.replaceAll("+", "%2B")));
}

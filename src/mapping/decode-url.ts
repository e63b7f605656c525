// settings out of a text that holds a connection URL, or only its parameters

import { getKey, isTree, plain, setKey, type Tree } from "../codecs/literal.ts";
import type { Range } from "../dsn/_raw.ts";
import { readConninfo } from "../dsn/conninfo.ts";
import { findDsns, findKeywords } from "../dsn/find.ts";
import { formatDsn } from "../dsn/format.ts";
import type { Dsn } from "../dsn/parse.ts";
import { splitUri } from "../dsn/split.ts";
import { goesOn, isAppended, isInSource, withoutComments } from "./around-url.ts";
import { isPlaceholder, type ReadSettings, readSettings } from "./decode.ts";
import { type DsnSetting, decodeDsn } from "./decode-dsn.ts";
import { entriesOf, type NativeIssue, type Target } from "./define.ts";
import type { UrlLayout } from "./layout.ts";
import { isSecret, secretFault } from "./secret-in-source.ts";
import { CANONICAL_SETTINGS, readStartup } from "./startup-options.ts";
import { atKey, isUnreadable } from "./url-option.ts";
import { readsOwn, settingsIn } from "./url-parameters.ts";

/** A fault, and the stretch of the text that it is in. */
export type PlacedFault = Omit<NativeIssue, "key" | "part"> & { readonly start: number; readonly end: number };

/** What a URL says, and whether there was one. */
export interface ReadUrl {
  readonly settings: ReadSettings;
  readonly faults: readonly PlacedFault[];
  /** Whether there was anything to read. */
  readonly found: boolean;
}

/**
 * Reads options beside a URL that carries settings of its own, or those options alone. `lead` is what stands before
 * each key of a fault though it is not in the table.
 */
export function readBeside(
  target: Target,
  layout: UrlLayout,
  table: Tree,
  inText: boolean,
): ReadSettings & { lead: string } {
  const key = layout.key!;
  const names = [key, layout.optionsKey ?? key];
  const alone = layout.optionsKey !== undefined && !names.some((name) => Object.hasOwn(table, name));
  const whole = alone ? { [layout.optionsKey]: table } : table;
  const lead = alone ? `${layout.optionsKey}.` : "";
  const url = getKey(whole, key);
  const open = typeof url === "string" && (isPlaceholder(url) || url.includes("${"));
  const others = typeof url === "string" && isOthers(layout, url);
  if (typeof url !== "string" || open || others) {
    // parameters alone are what a program sets on a URL that it finds
    const read = readSettings(target, isTree(url) ? whole : without(whole, key));
    const beside = readCredentials(layout, whole, read.values, inText);
    const later = url === undefined ? [] : [open || !others ? LATER : OTHERS];
    const remarks = [...later, ...read.remarks, ...beside.remarks];
    return { ...read, faults: [...read.faults, ...beside.faults], remarks, lead };
  }
  const { dsn, faults: all, settings, pieces } = decodeDsn(url, target.urlParameters);
  const faults = atKey(all, key);
  const form = target.urlParameters?.form === true;
  const parameters: Tree = { ...dsn.params, ...parametersOf(url, form) };
  for (const piece of pieces) delete parameters[piece];
  // they are parts of the connection, and read as such
  if (layout.credentials) for (const part of ["user", "password"]) delete parameters[part];
  const read = readSettings(target, replaced(whole, key, parameters));
  if (!faults.some(isUnreadable)) {
    const own = { ...dsn, params: leftParams(target, layout, dsn, [...read.values.keys()], settings) };
    read.values.set("connection.url", { value: formatDsn(anyones(layout, own)), implied: false });
  }
  const beside = readCredentials(layout, whole, read.values, inText, dsn);
  if (inText && isSecret(dsn)) faults.push(secretFault(key, `in the connection string under ${key}`));
  else faults.push(...beside.faults);
  const remarks = [...read.remarks, ...beside.remarks];
  const told = new Set(faults.map(({ rule }) => rule));
  return { ...read, faults: [...read.faults.filter(({ rule }) => !told.has(rule)), ...faults], remarks, lead };
}

// puts user and password that stand beside the URL into `values`; a password in a text is a fault
function readCredentials(
  { credentials }: UrlLayout,
  table: Tree,
  values: ReadSettings["values"],
  inText: boolean,
  dsn?: Dsn,
): Pick<ReadSettings, "faults" | "remarks"> {
  if (!credentials) return { faults: [], remarks: [] };
  const remarks: string[] = [];
  for (const part of ["user", "password"] as const) {
    const value = getKey(table, credentials[part]);
    if (value === undefined || value === null || value === "") continue;
    if (dsn?.[part] !== undefined) {
      remarks.push(`${credentials[part]} is left out: the URL takes precedence`);
      continue;
    }
    const text = String(value);
    const unescaped = credentials.unescape ?? ((whole) => (isOpen(whole) ? undefined : whole));
    const plain = isPlaceholder(text) ? undefined : unescaped(text);
    if (plain === undefined) remarks.push(`connection.${part} is filled in later there, by ${text}`);
    else values.set(`connection.${part}`, { value: plain, implied: false });
  }
  const said = (part: "user" | "password") => values.get(`connection.${part}`)?.value as string | undefined;
  const parts = { hosts: dsn?.hosts ?? [], database: dsn?.database, user: said("user"), password: said("password") };
  const secret = inText && parts.password !== undefined && isSecret(parts);
  return { faults: secret ? [secretFault(credentials.password, `under ${credentials.password}`)] : [], remarks };
}

// a placeholder, or a piece of a program
function isOpen(text: string): boolean {
  return isPlaceholder(text) || (text.startsWith("${") && text.endsWith("}"));
}

// another database's, or one that stands in for the driver
function isOthers({ scheme }: UrlLayout, url: string): boolean {
  return scheme !== undefined && !url.toLowerCase().startsWith(`${scheme}://`);
}

// what names the driver is of the tool
function anyones(layout: UrlLayout, dsn: Dsn): Dsn {
  return layout.writes === undefined ? dsn : { ...dsn, scheme: "postgresql" };
}

function replaced(table: Tree, key: string, value: unknown): Tree {
  const copy = plain(table);
  setKey(copy, key, value);
  return copy;
}

function without(table: Tree, key: string): Tree {
  return getKey(table, key) === undefined ? table : replaced(table, key, {});
}

/** Reads the first URL in a text, or the first parameters where there is none. */
export function readUrl(target: Target, layout: UrlLayout, text: string, own: Tree = {}): ReadUrl {
  const { urlParameters: driver } = target;
  const names = driver ? [...Object.keys(settingsIn(driver)), ...(driver.detectBy ?? [])] : [];
  const code = withoutComments(text);
  const stretch = (driver?.keywords ? keywordsIn(code) : undefined) ?? choose(code, layout.variable, names);
  if (!stretch && Object.keys(own).length > 0) {
    const settings = readSettings(target, own, { parameters: true });
    return { settings: { ...settings, remarks: [LATER, ...settings.remarks] }, faults: [], found: true };
  }
  if (!stretch) return { settings: { values: new Map(), faults: [], remarks: [] }, faults: [], found: false };
  const { bare, pieces } = stretch;
  const found = pieces.map(({ start, end }) => text.slice(start, end)).join("&");
  const lead = bare ? (found.startsWith("?") ? PLACE : `${PLACE}?`) : "";
  const url = `${lead}${found}`;
  const scan = decodeDsn(url, target.urlParameters);
  const { dsn, faults: all, settings, pieces: unsure } = scan;
  // what a program puts in when it runs is no fault of the text
  const faults = all.filter(({ start, end }) => !isComposed(url.slice(start, end)));
  const params: Tree = { ...dsn.params, ...parametersOf(url, target.urlParameters?.form === true), ...own };
  for (const piece of unsure) if (!Object.hasOwn(own, piece)) delete params[piece];
  const tree = layout.key === undefined ? params : { [layout.key]: params };
  const read = readSettings(target, tree, { parameters: true, server: bare ? undefined : serverIn(url, dsn) });
  const remarks = [...read.remarks];
  if (!bare && (isComposed(found) || goesOn(text, pieces.at(-1)!.end)))
    remarks.unshift("connection.url is put together there, and is left out");
  else if (!bare && !faults.some(isUnreadable)) {
    const left = { ...dsn, params: leftParams(target, layout, dsn, [...read.values.keys()], settings) };
    read.values.set("connection.url", { value: formatDsn(anyones(layout, left)), implied: false });
  }
  const told = new Set(faults.map(({ rule }) => rule));
  const native = read.faults.filter(({ rule }) => !told.has(rule));
  const placed: PlacedFault[] = faults.map(({ mended: _, ...fault }) => ({
    ...fault,
    start: placeIn(pieces, fault.start - lead.length),
    end: placeIn(pieces, fault.end - lead.length),
  }));
  if (bare && isAppended(text, pieces[0]!.start)) placed.push({ ...APPENDED, ...pieces[0]! });
  if (!bare && isInSource(text, pieces[0]!.start) && isSecret(dsn)) {
    const { key: _, ...fault } = secretFault("", "in a connection string");
    placed.push({ ...fault, ...pieces[0]! });
  }
  return { settings: { ...read, faults: native, remarks }, faults: placed, found: true };
}

const PLACE = "postgresql://";

const LATER = "connection.url is filled in later there, and is left out";

const OTHERS = "connection.url is of another driver, and is left out";

/** Whether a program puts other values into a text: `${name}`, or `%s` as a part of its own. */
function isComposed(text: string): boolean {
  return text.includes("${") || /(?:^|[:/@=?&])%[sdvq](?=[:/@=?& ]|$)/.test(text);
}

/** A connection string of pairs, where the text has one and no URL. */
function keywordsIn(text: string): SourceRange | undefined {
  if (text.includes("://")) return undefined;
  const found = findKeywords(text);
  return found && { bare: false, pieces: [found] };
}

const APPENDED = {
  rule: "second-question-mark-risk",
  severity: "warning",
  message: 'The "?" is added to a connection string that may have one already',
  help: "Set the parameters with new URL(…).searchParams, or put them into the connection string itself.",
} as const;

interface SourceRange {
  /** Where the parts of it stand that are joined by "&". */
  readonly pieces: readonly Range[];
  readonly bare: boolean;
}

const VALUE = /"([^"\n]*)"|'([^'\n]*)'|([^\s#]*)/y;

function choose(text: string, variable: string, names: readonly string[]): SourceRange | undefined {
  const one = (start: number, length: number) => {
    const bare = !text.slice(start, start + length).includes("://");
    return { bare, pieces: [{ start, end: start + length }] };
  };
  const trimmed = text.trim();
  const lead = text.length - text.trimStart().length;
  if (/^[\w+:]+:\/\/\S*$/.test(trimmed) || /^\?\S*$/.test(trimmed)) return one(lead, trimmed.length);
  const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${variable}[ \\t]*=[ \\t]*`, "m").exec(text);
  if (line) {
    const start = line.index + line[0].length;
    VALUE.lastIndex = start;
    const [, inDouble, inSingle, bare] = VALUE.exec(text)!;
    const quoted = inDouble ?? inSingle;
    const value = quoted ?? bare!;
    if (value !== "") return one(quoted === undefined ? start : start + 1, value.length);
  }
  const all = findDsns(text);
  const found = all.find(({ bare }) => !bare) ?? all[0];
  if (found) return { bare: found.bare, pieces: found.pieces ?? [found] };
  const loose = new RegExp(`(?<![\\w-])(?:${names.join("|")})=[^\\s&"'\`]*(?:&\\w+=[^\\s&"'\`]*)*`).exec(text);
  return loose ? one(loose.index, loose[0].length) : undefined;
}

/** The place in the text of an offset into the pieces joined by one character. */
function placeIn(pieces: readonly Range[], offset: number): number {
  let left = Math.max(0, offset);
  for (const { start, end } of pieces) {
    if (left <= end - start) return start + left;
    left -= end - start + 1;
  }
  return pieces.at(-1)!.end;
}

// as written, because a host that is broken reads as another
function serverIn(url: string, { hosts }: Dsn): string {
  const { authority } = splitUri(url) ?? {};
  return (authority && url.slice(authority.start, authority.end)) || (hosts[0]?.host ?? "");
}

/** The parameters that are no settings of the config, less those that the tool ignores: poolcfg would go by them. */
function leftParams(
  target: Target,
  layout: UrlLayout,
  { params }: Dsn,
  read: readonly string[],
  settings: readonly DsnSetting[],
): Record<string, string> {
  const taken = new Set(
    entriesOf(target).flatMap(([path, { keys }]) =>
      read.includes(path) ? keys.map((key) => key.slice(layout.key === undefined ? 0 : layout.key.length + 1)) : [],
    ),
  );
  for (const { param } of settings) taken.add(param);
  const left = Object.fromEntries(
    Object.entries(params).filter(([name]) => name === layout.startup || !(taken.has(name) || ignores(target, name))),
  );
  const startup = readStartup(left[layout.startup] ?? "").filter(
    ({ setting }) => setting === undefined || !CANONICAL_SETTINGS.includes(setting),
  );
  if (startup.length > 0) left[layout.startup] = startup.flatMap(({ words }) => words).join(" ");
  else delete left[layout.startup];
  return left;
}

function ignores({ urlParameters: driver }: Target, name: string): boolean {
  if (driver?.unknown !== "ignored" || driver.libpq) return false;
  return !readsOwn(driver, name);
}

function parametersOf(url: string, form: boolean): Tree {
  if (!url.includes("://")) return Object.fromEntries(readConninfo(url).pairs.map(({ name, value }) => [name, value]));
  const at = url.indexOf("?");
  if (at < 0) return {};
  const query = url.slice(at + 1);
  return Object.fromEntries(new URLSearchParams(form ? query : query.replaceAll("+", "%2B")));
}

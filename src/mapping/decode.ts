// native settings back through the table of one target: canonical values, and the faults on the way

import { getKey, isTree, plain, setKey, type Tree } from "../codecs/literal.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import type { DsnHost } from "../dsn/parse.ts";
import { DEFAULT_NOTE } from "../model/implied.ts";
import { FIELDS, model, type Path } from "../model/model.ts";
import type { TargetPath } from "../model/paths.ts";
import { didYouMean, spellings } from "../model/spellings.ts";
import { otherSystemFault } from "./database-system.ts";
import { readStartupOptions } from "./decode-startup.ts";
import {
  entriesOf,
  type LibraryDefault,
  type Mapping,
  type Native,
  type NativeIssue,
  type Target,
  type Unsupported,
  wrongType,
} from "./define.ts";
import type { OptionsLayout } from "./layout.ts";
import { mergedQuery } from "./merge-query.ts";
import { erasedOptions, readUrlOption } from "./url-option.ts";
import { show, toFileValue } from "./value.ts";

/** One canonical value that native settings say, or imply by their silence. */
export interface ReadValue {
  /** In memory's units. */
  readonly value: unknown;
  readonly note?: string;
  /** Whether it is the tool's own default, which nobody stated. */
  readonly implied: boolean;
  /** Whether it was read from the file that a `_FILE` variable names, and so is a secret whatever it sets. */
  readonly mounted?: boolean;
}

/** What native settings say in canonical words, and what is wrong with them. */
export interface ReadSettings {
  readonly values: Map<Path, ReadValue>;
  readonly faults: readonly NativeIssue[];
  /** What could not be read there, and why. */
  readonly remarks: readonly string[];
  /** What the tool does where nothing is stated and no canonical value says it. */
  readonly unstated?: readonly string[];
  /** What the tool does where a setting is not there, by path; a path that has no value either could not be read. */
  readonly silent?: ReadonlyMap<Path, unknown>;
}

/** Reads native settings: an options object, or the `parameters` of a URL with the `server` that it names. */
export function readSettings(
  target: Target,
  given: Tree,
  { parameters = false, server }: { parameters?: boolean; server?: string | undefined } = {},
): ReadSettings {
  const { settings, names } = mergedQuery(
    target,
    target.aliases ? renamed(given, target.aliases, target.aliasesOverride) : given,
  );
  const values: ReadSettings["values"] = new Map();
  const faults: NativeIssue[] =
    target.undefinedIs === undefined ? [] : undefinedKeys(given, target.undefinedIs, keysOf(target).tables);
  const later: string[] = [];
  for (const [path, entry] of entriesOf(target)) {
    if (entry.support === "none") continue;
    const read = entry.read(nativeOf(settings, entry.unit === "text" || entry.unit === "function"));
    const open = entry.keys.map((key) => getKey(settings, key)).find(isPlaceholder);
    // with a key that only the program knows, the others do not say the value, and a default less so
    if (open !== undefined && (entry.unit !== "function" || read?.value === undefined)) {
      later.push(`${path} is filled in later there, by ${open}`);
      continue;
    }
    if (!read) continue;
    faults.push(...(read.issues ?? []));
    if (read.remark !== undefined) later.push(read.remark);
    const illegal = illegalHere(path, entry, read.value);
    if (illegal) faults.push(illegal);
    else if (read.value !== undefined)
      values.set(path, {
        value: read.value,
        ...(read.note !== undefined && { note: read.note }),
        implied: read.implied === true,
      });
  }
  if (target.connection.layout === "options") {
    faults.push(...erasedOptions(target.connection, settings));
    const { startup } = target.connection;
    readStartupOptions(startup, getKey(settings, startup), values, faults, later);
    readParts(target.connection, settings, values, faults, later);
    readUrlValue(target, target.connection, values, faults);
  }
  for (const { when, ...fault } of target.checks ?? [])
    if (when(getKey(settings, fault.key), server)) faults.push(fault);
  if (!parameters) faults.push(...unknownKeys(target, settings));
  const silent = silence(target, values, settings, faults);
  const unstated = implied(target, values, settings);
  // what else is wrong with them is no matter then
  const other = otherSystemFault(target, settings);
  const told = other ? [other] : faults.map((fault) => (names.has(fault.key) ? inUrl(target, fault) : fault));
  return { values, faults: told, remarks: later, unstated, silent };
}

// it stands in the URL, and not under its own key
function inUrl({ connection: layout }: Target, { part: _, ...fault }: NativeIssue): NativeIssue {
  return layout.layout === "options" && layout.url !== undefined ? { ...fault, key: layout.url } : fault;
}

/** Whether a text stands for a value that is filled in later: `${NAME}`, `$NAME`, `%NAME%`. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === "string" && /^(?:\$\{[^{}]{1,200}\}|\$[A-Z_]\w{0,100}|%[A-Z_]\w{0,100}%)$/.test(value);
}

/** Every key that a target reads, and which of them are tables of further ones. */
export function keysOf(target: Target): {
  known: ReadonlySet<string>;
  whole: ReadonlySet<string>;
  tables: ReadonlySet<string>;
} {
  const { connection: layout } = target;
  const parts = layout.layout === "options" ? PARTS.map((part) => layout[part] ?? []) : [];
  if (layout.layout === "url")
    parts.push(layout.key ?? [], layout.credentials?.user ?? [], layout.credentials?.password ?? []);
  if (layout.layout === "url" && layout.key !== undefined) {
    const { others = {}, libpq = false } = target.urlParameters ?? {};
    parts.push(...[...Object.keys(others), ...(libpq ? LIBPQ.keys() : [])].map((name) => `${layout.key}.${name}`));
  }
  const mapped = entriesOf(target).flatMap(([, { keys }]) => [...keys]);
  const known = new Set([...[parts].flat(2), ...mapped, ...target.ignoredKeys, ...Object.keys(target.aliases ?? {})]);
  const tables = new Set<string>();
  for (const key of known)
    for (let dot = key.indexOf("."); dot > 0; dot = key.indexOf(".", dot + 1)) tables.add(key.slice(0, dot));
  return { known, whole: new Set(target.ignoredKeys), tables };
}

// where both names are there, the tool reads the key itself, unless said
function renamed(given: Tree, aliases: Readonly<Record<string, string>>, beat = false): Tree {
  const settings = plain(given);
  for (const [alias, key] of Object.entries(aliases)) {
    const value = getKey(settings, alias);
    if (value === undefined) continue;
    if (beat || getKey(settings, key) === undefined) setKey(settings, key, value);
    const at = alias.lastIndexOf(".");
    delete ((at < 0 ? settings : getKey(settings, alias.slice(0, at))) as Tree)[alias.slice(at + 1)];
  }
  return settings;
}

function undefinedKeys(table: Tree, meaning: string, tables: ReadonlySet<string>, prefix = ""): NativeIssue[] {
  return Object.entries(table).flatMap(([name, value]): NativeIssue[] => {
    const key = `${prefix}${name}`;
    // what other tables hold is no setting of the pool
    if (isTree(value)) return tables.has(key) ? undefinedKeys(value, meaning, tables, `${key}.`) : [];
    if (value !== undefined) return [];
    const message = `${key} is there and undefined: ${meaning}`;
    return [{ rule: "empty-value", severity: "warning", key, message, help: "Leave the key out." }];
  });
}

// a native value that no config may hold: socket_timeout=0
function illegalHere(path: Path, entry: Mapping, value: unknown): NativeIssue | undefined {
  if (value === undefined) return undefined;
  const field = FIELDS.get(path)!;
  const result = field.schema["~standard"].validate(toFileValue(field, value as never)) as { issues?: unknown };
  const key = entry.keys[0]!;
  return result.issues
    ? { ...wrongType(key, `says ${show(value)}, which ${path} cannot be`), legal: field.legal }
    : undefined;
}

// what is filled in later says nothing now, except as text
function nativeOf(settings: Tree, asText: boolean): Native {
  const get = (key: string) => {
    const value = getKey(settings, key);
    return !asText && isPlaceholder(value) ? undefined : value;
  };
  return { get, has: (key) => get(key) !== undefined };
}

function readParts(
  layout: OptionsLayout,
  settings: Tree,
  values: ReadSettings["values"],
  faults: NativeIssue[],
  later: string[],
): void {
  for (const part of ["url", "host", "user", "password", "database"] as const) {
    const key = layout[part];
    if (key === undefined) continue;
    const value = oneText(layout, getKey(settings, key));
    if (value === undefined || value === null || value === "" || typeof value === "function") continue;
    // a URL may say nothing
    if (part === "url" && /^postgres(?:ql)?:\/\/$/.test(String(value))) continue;
    if (isPlaceholder(value)) later.push(`connection.${part} is filled in later there, by ${value}`);
    else if (typeof value === "string") values.set(`connection.${part}`, { value, implied: false });
    else faults.push(wrongType(key, "is not text"));
  }
  if (readSocketFile(layout, settings, values, later)) return;
  const variable = layout.urlVariable && getKey(settings, layout.urlVariable);
  if (typeof variable === "string") later.push(`connection.url is filled in later there, by $${variable}`);
  const listed = layout.serversIn?.(settings);
  if (listed === null) {
    values.delete("connection.host");
    later.push("connection.host cannot be read there, and is left out");
    return;
  }
  const named = layout.portsInHost ? serversIn(values.get("connection.host")?.value) : listed && serversOf(listed);
  if (named) {
    values.set("connection.host", { value: named.host, implied: false });
    values.set("connection.port", { value: named.port, implied: false });
    return;
  }
  const port = getKey(settings, layout.port);
  if (port === undefined || port === null || port === "" || isPlaceholder(port)) return;
  const several = layout.hosts === "several" ? portsIn(port) : [];
  if (several.length > 1) {
    values.set("connection.port", { value: several.join(","), implied: false });
    return;
  }
  const one = Array.isArray(port) && port.length === 1 ? port[0] : port;
  const number = typeof one === "string" && /^\d{1,5}$/.test(one) ? Number(one) : one;
  if (isPort(number)) values.set("connection.port", { value: number, implied: false });
  else faults.push({ ...wrongType(layout.port, "is no port"), legal: "a whole number from 1 to 65535" });
}

function serversOf(hosts: readonly DsnHost[]): { host: string; port: number | string } {
  const ports = hosts.map(({ port }) => port ?? "");
  return {
    host: hosts.map(({ host }) => host ?? "").join(","),
    port: ports.length === 1 ? ports[0]! : ports.join(","),
  };
}

// `one:5432,two`, an address of IPv6 in brackets; undefined where no host has a port
function serversIn(value: unknown): { host: string; port: number | string } | undefined {
  if (typeof value !== "string" || value.startsWith("/")) return undefined;
  const pairs = value.split(",").map((one) => /^(\[[^\]]*\]|[^:[\]]*)(?::(\d{1,5}))?$/.exec(one.trim()));
  if (!pairs.some((pair) => pair?.[2] !== undefined) || pairs.includes(null)) return undefined;
  const ports = pairs.map((pair) => pair![2] ?? "");
  const host = pairs.map((pair) => pair![1]!.replace(/^\[|\]$/g, "")).join(",");
  return { host, port: ports.length === 1 ? Number(ports[0]) : ports.join(",") };
}

function readSocketFile(layout: OptionsLayout, settings: Tree, values: ReadSettings["values"], later: string[]) {
  const file = layout.socketFile === undefined ? undefined : getKey(settings, layout.socketFile);
  if (typeof file !== "string" || file === "") return false;
  const [, folder, port] = /^(\/.*)\/\.s\.PGSQL\.(\d{1,5})$/.exec(file) ?? [];
  if (folder === undefined) {
    later.push(`${layout.socketFile} is no socket as the server names it, and is left out`);
    return false;
  }
  values.set("connection.host", { value: folder, implied: false });
  values.set("connection.port", { value: Number(port), implied: false });
  return true;
}

// a list of hosts is a text with commas in a config
function oneText(layout: OptionsLayout, value: unknown): unknown {
  const list = layout.hosts === "several" && Array.isArray(value) && value.every((one) => typeof one === "string");
  return list ? value.join(",") : value;
}

// a list, or one text with commas in it; libpq takes its default for one that is left out
function portsIn(port: unknown): readonly unknown[] {
  if (Array.isArray(port)) return port.every(isPort) ? port : [];
  if (typeof port !== "string" || !port.includes(",")) return [];
  const ports = port.split(",");
  return ports.every((one) => one === "" || isPort(Number(one))) ? ports : [];
}

function isPort(port: unknown): port is number {
  return typeof port === "number" && Number.isInteger(port) && port >= 1 && port <= 65_535;
}

// in the libraries that take both, the URL beats the options beside it
function readUrlValue(
  target: Target,
  layout: OptionsLayout,
  values: ReadSettings["values"],
  faults: NativeIssue[],
): void {
  const url = values.get("connection.url")?.value;
  if (typeof url !== "string") return;
  const read = readUrlOption(target, layout, url);
  values.set("connection.url", { value: read.url, implied: false });
  for (const { path, ...said } of read.values) values.set(path, { ...said, implied: false });
  faults.push(...read.faults);
}

function implied(target: Target, values: ReadSettings["values"], settings: Tree): string[] {
  const remarks: string[] = [];
  for (const [path, { libraryDefault, ...entry }] of Object.entries(target.fields) as [
    TargetPath,
    Mapping | Unsupported,
  ][]) {
    const field = FIELDS.get(path)!;
    // a key that is there says something, even where it cannot be read now
    const silent = entry.keys.every((key) => getKey(settings, key) === undefined);
    if (values.has(path) || !silent) continue;
    if (
      typeof libraryDefault === "object" &&
      libraryDefault !== null &&
      "words" in libraryDefault &&
      !("whenSet" in entry && entry.whenSet)
    ) {
      if (path.startsWith("pool.")) remarks.push(`${path} is not set; ${target.title} has ${libraryDefault.words}`);
      continue;
    }
    const value = resolved(target, libraryDefault, values, settings);
    // a client without a limit does what an unset one does
    const fallback = field.facts.inherit ? null : field.default;
    const same =
      typeof fallback === "object" &&
      fallback !== null &&
      typeof libraryDefault === "object" &&
      libraryDefault !== null;
    if (value === undefined || same || value === fallback) continue;
    values.set(path, { value, note: `${DEFAULT_NOTE} ${target.title}`, implied: true });
  }
  return remarks;
}

function resolved(
  target: Target,
  libraryDefault: LibraryDefault | undefined,
  values: ReadSettings["values"],
  settings: Tree,
): unknown {
  if (typeof libraryDefault !== "object" || libraryDefault === null) return libraryDefault;
  if (!("sameAs" in libraryDefault)) return undefined;
  const known = values.get(libraryDefault.sameAs);
  if (known) return known.value;
  // it is not stated, and what the tool then does is the canonical default
  const other = target.fields[libraryDefault.sameAs as TargetPath];
  const silent = other.keys.every((key) => getKey(settings, key) === undefined);
  const own = other.libraryDefault;
  return silent && own !== undefined && (typeof own !== "object" || own === null) ? own : undefined;
}

/** What the tool does by itself, where settings say nothing; not for what could not be read. */
function silence(target: Target, values: ReadSettings["values"], settings: Tree, faults: readonly NativeIssue[]) {
  const silent = new Map<Path, unknown>();
  const broken = new Set(faults.map(({ key }) => key));
  const unread = (key: string) => broken.has(key) || isPlaceholder(getKey(settings, key));
  for (const [path, { keys, libraryDefault }] of Object.entries(target.fields) as [
    TargetPath,
    Mapping | Unsupported,
  ][]) {
    if (values.get(path)?.implied === false || keys.some(unread)) continue;
    silent.set(path, libraryDefault);
  }
  for (const [path, libraryDefault] of silent) {
    if (typeof libraryDefault !== "object" || libraryDefault === null || !("sameAs" in libraryDefault)) continue;
    const { sameAs } = libraryDefault as { sameAs: Path };
    if (values.has(sameAs) || silent.has(sameAs)) silent.set(path, values.get(sameAs)?.value ?? silent.get(sameAs));
    else silent.delete(path);
  }
  return silent;
}

function unknownKeys(target: Target, settings: Tree): NativeIssue[] {
  const { known, whole, tables } = keysOf(target);
  const faults: NativeIssue[] = [];
  const names = [...known, ...tables];
  const own = [...tables].filter((key) => isWithin(target, key));
  const walk = (table: Tree, prefix: string) => {
    for (const [name, value] of Object.entries(table)) {
      const key = `${prefix}${name}`;
      if (whole.has(key)) continue;
      if (!tables.has(key) && !isWithin(target, key)) {
        const place = isTree(value) ? own.find((one) => one.endsWith(`.${name}`)) : undefined;
        if (place !== undefined) faults.push(misplaced(target, key, place));
        continue;
      }
      if (tables.has(key) && typeof value === "object" && value !== null && !Array.isArray(value))
        walk(value as Tree, `${key}.`);
      else if (!known.has(key))
        faults.push(tables.has(key) ? wrongType(key, "is no table") : strange(target, key, name, prefix, names));
    }
  };
  walk(settings, "");
  return faults;
}

/** Whether a key is one of those that the tool looks at, or would be if it had it. */
export function isWithin({ sections }: Target, key: string): boolean {
  return sections === undefined || sections.some((table) => key.startsWith(`${table}.`));
}

function misplaced(target: Target, key: string, place: string): NativeIssue {
  return {
    rule: "misplaced-key",
    severity: "error",
    key,
    part: "key",
    message: `${key} is in a place where ${target.title} does not read it`,
    help: `Move it to ${place}.`,
  };
}

const PARTS = ["url", "host", "port", "user", "password", "database"] as const;

// where another tool's name for a setting may belong
const GROUPS = ["pool", "session", "connection"] as const;

function partKey({ connection: layout }: Target, path: string): string | undefined {
  const part = PARTS.find((name) => path === `connection.${name}`);
  return part === undefined || layout.layout !== "options" ? undefined : layout[part];
}

function strange(target: Target, key: string, name: string, prefix: string, names: readonly string[]): NativeIssue {
  const place = names.find(
    (candidate) => candidate.slice(candidate.lastIndexOf(".") + 1) === name && !key.startsWith(`${candidate}.`),
  );
  const shown = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  if (place !== undefined) return misplaced(target, key, place);
  const siblings = names.filter(
    (candidate) => candidate.startsWith(prefix) && !candidate.slice(prefix.length).includes("."),
  );
  const [mapped] = GROUPS.flatMap((group) => {
    const known = spellings(model[group]);
    const same = (known.get(name) ?? known.get(name.replace(/(?:Millis|Seconds|MS)$/, "")))?.name;
    return target.fields[`${group}.${same}` as TargetPath]?.keys[0] ?? partKey(target, `${group}.${same}`) ?? [];
  });
  const meant = mapped ?? didYouMean(key, siblings);
  const help = meant === undefined ? "Remove it, or correct its spelling." : `Did you mean ${meant}?`;
  const message = `${target.title} has no setting ${shown}`;
  return { rule: "unknown-key", severity: "error", key, part: "key", message, help };
}

// what a program sets: names in it, its calls, and the connection strings in its text

import { getKey, isTable, isTree, setKey, type Tree } from "../codecs/literal.ts";
import type { Document } from "../diagnostics/document.ts";
import { Origin } from "../diagnostics/origin.ts";
import { findDsns, findKeywords } from "../dsn/find.ts";
import { formatDsn } from "../dsn/format.ts";
import { goesOn, isAppended, withoutComments } from "../mapping/around-url.ts";
import { isPlaceholder } from "../mapping/decode.ts";
import { readUrl } from "../mapping/decode-url.ts";
import type { Target } from "../mapping/define.ts";
import type { UrlLayout, UrlProgram } from "../mapping/layout.ts";
import { nothing, type Outcome, raiseUrl } from "./outcome.ts";
import { remapKeys } from "./remap-keys.ts";

/** Reads a program that sets parameters of a connection string, in `text` or on what was read of it. */
export function readProgram(
  target: Target,
  layout: UrlLayout,
  document: Document,
  whole: object | readonly unknown[],
  text = document.text,
): Outcome {
  const { data, way } = remapKeys(whole, target.program!.keys);
  const { settings, faults, found } = readUrl(target, layout, text, { ...appendedIn(text), ...data });
  if (!found) throw nothing(target, document.name);
  const findings = raiseUrl({ settings, faults }, target, document, (key) =>
    Object.hasOwn(data, key) ? new Origin("file", { document, pointer: way([key]) }) : undefined,
  );
  return { settings, findings };
}

/** Puts the connection string of a program into `tree`, which may be an argument without a name. */
export function withUrlOf(text: string, { connection: layout, urlParameters }: Target, tree: Tree): void {
  const key = layout.layout === "url" ? layout.key : layout.layout === "options" ? layout.url : undefined;
  const there = key === undefined ? undefined : getKey(tree, key);
  if (key === undefined || (there !== undefined && !isTree(there))) return;
  const code = withoutComments(text);
  const urls = findDsns(code).filter(({ bare, end }) => !bare && !goesOn(code, end));
  const found = urls[0] ?? (urlParameters?.keywords ? findKeywords(code) : undefined);
  if (found) setKey(tree, key, withParameters(text.slice(found.start, found.end), there ?? {}));
}

/** Parameters that a program appends to a connection string. */
function appendedIn(text: string): Tree {
  const code = withoutComments(text);
  const appended = findDsns(code).filter(({ bare, start }) => bare && isAppended(code, start));
  return Object.fromEntries(appended.flatMap(({ start, end }) => [...new URLSearchParams(code.slice(start, end))]));
}

// what a program sets on what was read of a connection string holds before what is in it
export function withParameters(dsn: string, parameters: Tree): string {
  const own = Object.entries(parameters).filter(([, value]) => !isPlaceholder(value));
  if (!dsn.includes("://"))
    return [dsn, ...own.map(([name, value]) => `${name}='${String(value).replace(/['\\]/g, "\\$&")}'`)].join(" ");
  const pairs = own.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
  return pairs === "" ? dsn : `${dsn}${dsn.includes("?") ? "&" : "?"}${pairs}`;
}

/** A URL that a call puts together of its arguments; what is known only at run time is left out. */
export function composedUrl(args: object, names: UrlProgram["names"]): string {
  const part = (name: keyof typeof names) => {
    const value = getKey(args, names[name]);
    return value === null || isPlaceholder(value) ? undefined : value;
  };
  const one = (name: keyof typeof names) => (typeof part(name) === "string" ? (part(name) as string) : undefined);
  const port = Number(part("port") ?? Number.NaN);
  const query = part("query");
  return formatDsn({
    form: "uri",
    hosts: [{ host: one("host"), port: Number.isInteger(port) ? port : undefined }],
    user: one("user"),
    password: one("password"),
    database: one("database"),
    params: isTable(query)
      ? Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
      : {},
  });
}

/**
 * Puts the settings into `tree` that a text of the program holds, whatever its name. What is set beside the only one goes
 * before what it says.
 */
export function withTables({ keyCase }: Target, whole: object, tree: Tree): void {
  const found = Object.entries(whole).flatMap(([name, value]) => {
    const table = typeof value === "string" ? keyCase?.table?.(value, name) : undefined;
    return table ? [{ name, table }] : [];
  });
  const beside = found.length === 1 ? { ...tree } : {};
  for (const key of Object.keys(beside)) delete tree[key];
  for (const { name, table } of found) tree[name] = { ...table, ...beside };
}

// takes values out of manifests: what is not what it should be is not known, and never guessed
import type { Document, Pointer } from "../../diagnostics/document.ts";
import type { Origin } from "../../diagnostics/origin.ts";
import { show } from "../../mapping/value.ts";
import { mayBePostgresql, roleOf } from "../images.ts";
import {
  type Amount,
  type Container,
  type Environment,
  originAt,
  type Taken,
  type Variable,
  type Word,
} from "./_define.ts";

/** A table with no prototype, or a plain one. */
export type Tree = Readonly<Record<string, unknown>>;

/** The table at a path; an empty one where there is none. */
export function tableAt(data: unknown, ...path: (string | number)[]): Tree {
  const value = valueAt(data, ...path);
  return isTree(value) ? value : {};
}

/** The list at a path; an empty one where there is none. */
export function listAt(data: unknown, ...path: (string | number)[]): readonly unknown[] {
  const value = valueAt(data, ...path);
  return Array.isArray(value) ? value : [];
}

/** The text at a path; a number counts as one. */
export function textAt(data: unknown, ...path: (string | number)[]): string | undefined {
  const value = valueAt(data, ...path);
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

/** The value at a path, own properties only. */
export function valueAt(data: unknown, ...path: (string | number)[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** Whether a value is a table. */
export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Most copies that are counted; what is more is no count. */
const MOST = 100_000;

/** A count; `fallback` where there is none. */
export function amountOf(value: unknown, fallback: number): Amount {
  if (value === undefined || value === null) return { value: fallback };
  const number = typeof value === "string" && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= MOST) return { value: number };
  if (typeof value === "string" && /\$|\{\{/.test(value))
    return { unknown: `it is ${show(value)}, which is filled in elsewhere` };
  return { unknown: `it is ${show(value)}, and that is no count` };
}

/** Variables of a list of `{ name, value }`, as Kubernetes, ECS and Cloud Run have them. */
export function variablesOf(document: Document, at: Pointer, key = "env"): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const [index, item] of listAt(document.data, ...at, key).entries()) {
    const name = textAt(item, "name");
    if (name === undefined) continue;
    const source = sourceOf(item);
    // Terraform has an empty value beside a source
    const text = source === undefined ? textAt(item, "value") : undefined;
    const origin = originAt(document, [...at, key, index, ...(text === undefined ? [] : ["value"])], name);
    if (text !== undefined) variables.set(name, { text, origin });
    else if (source !== undefined)
      variables.set(name, { unreadable: "is filled in where it runs", ...hintOf(source), origin });
  }
  return expanded(variables);
}

/** Where the value of a variable is taken from, in the spellings of Kubernetes, Cloud Run and Terraform. */
function sourceOf(item: unknown): unknown {
  return ["valueFrom", "valueSource", "value_from", "value_source"]
    .map((key) => valueAt(item, key))
    .find((source) => (Array.isArray(source) ? source.length > 0 : isTree(source)));
}

// the secret that a value is taken from, and the key in it; blocks of Terraform are lists of one
function hintOf(source: unknown): { hint?: string } {
  const inner = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
  const block = inner(source);
  const reference = inner(valueAt(block, "secretKeyRef") ?? valueAt(block, "secret_key_ref"));
  const words = ["name", "secret", "key"].flatMap((key) => textAt(reference, key) ?? []);
  return words.length > 0 ? { hint: words.join(" ") } : {};
}

/** Variables of a table of names and values. */
export function variablesIn(document: Document, at: Pointer): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const [name, value] of Object.entries(tableAt(document.data, ...at)))
    if (["string", "number", "boolean"].includes(typeof value))
      variables.set(name, { text: String(value), origin: originAt(document, [...at, name], name) });
  return variables;
}

/** A container with nothing but variables of its own. */
export function containerOf(name: string, variables: Environment, more: Partial<Container> = {}): Container {
  return { name, variables, from: [], references: [], ...more };
}

/** The image and the command line of a container, by the keys that its tool has for them. */
export function programOf(
  document: Document,
  at: Pointer,
  keys: readonly string[],
): Pick<Container, "image" | "words"> {
  const image = textAt(document.data, ...at, "image");
  const words = keys.flatMap((key) => wordsOf(document, [...at, key]));
  return { ...(image !== undefined && { image }), ...(words.length > 0 && { words }) };
}

/** The words of a command line, as a shell splits them. */
export function splitWords(text: string): string[] {
  const words = text.slice(0, 20_000).match(/(?:"[^"]{0,5000}"|'[^']{0,5000}'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]{0,5000})"|'([^']{0,5000})'/g, "$1$2"));
}

/** The words of a command: a list of texts, or one text. */
function wordsOf(document: Document, at: Pointer): Word[] {
  const said = valueAt(document.data, ...at);
  const list = Array.isArray(said) ? said : [said];
  return list.flatMap((text, index) =>
    typeof text === "string" ? [{ text, origin: originAt(document, Array.isArray(said) ? [...at, index] : at) }] : [],
  );
}

/** A set that a container takes variables from. */
export function takenFrom(document: Document, kind: string, name: string, at: Pointer, prefix = ""): Taken {
  return { kind, name, prefix, origin: originAt(document, at) };
}

/** The `max_connections` that a container gives the server in it, and where; undefined if it gives none. */
export function serverLimit({
  image,
  words = [],
  variables,
}: Pick<Container, "image" | "words" | "variables">):
  | { readonly maxConnections: number; readonly origin: Origin }
  | undefined {
  // MySQL has an option of that name, too
  if (!mayBePostgresql(image)) return undefined;
  const said = words.map(({ text }) => readablePart(text)).join(" ");
  const short = roleOf(image) === "postgresql" || /(?:^|[\s/])postgres(?:\s|$)/.test(said);
  // of several, the last is in effect
  const options = [...said.matchAll(short ? LIMITS : LONG_LIMIT)];
  const limit = options
    .at(-1)
    ?.slice(1)
    .find((digits) => digits !== undefined);
  if (limit !== undefined) return { maxConnections: Number(limit), origin: words[0]!.origin };
  const variable = roleOf(image) === "postgresql" ? variables.get(IMAGE_LIMIT) : undefined;
  const text = variable && "text" in variable ? variable.text.trim() : "";
  return /^[1-9]\d{0,5}$/.test(text) ? { maxConnections: Number(text), origin: variable!.origin } : undefined;
}

// https://www.postgresql.org/docs/current/app-postgres.html
const LONG_LIMIT = /(?:^|\s)(?:-c\s{0,9}|--)["']?max[_-]connections=["']?(\d{1,6})\b/g;
const LIMITS = /(?:^|\s)(?:(?:-c\s{0,9}|--)["']?max[_-]connections=["']?(\d{1,6})\b|-N\s{0,9}(\d{1,6})\b)/g;

/** The `max_connections` in the text of a `postgresql.conf`; the last one is in effect. */
export function limitInFile(text: string): number | undefined {
  const lines = text
    .slice(0, 1_000_000)
    .matchAll(/^[ \t]{0,40}max_connections[ \t]{0,20}[= \t][ \t]{0,20}'?(\d{1,6})\b/gm);
  const found = [...lines].at(-1)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Of the images of Bitnami and Red Hat: https://github.com/sclorg/postgresql-container */
const IMAGE_LIMIT = "POSTGRESQL_MAX_CONNECTIONS";

/** What `${NAME:-default}` and the like leave readable: the default, else a word that stands for the value. */
export function readablePart(text: string): string {
  return text
    .slice(0, 10_000)
    .replace(
      /\$\{[A-Za-z_][A-Za-z0-9_]{0,100}(?::?([-?+])([^{}$]{0,500}))?\}/g,
      (_, mark: string | undefined, value: string) => (mark === "-" ? value : HIDDEN),
    )
    .replace(/\$\{[^{}]{0,500}\}|\$[A-Za-z_][A-Za-z0-9_]{0,100}/g, HIDDEN);
}

/** What stands for a piece of a value that cannot be read. */
export const HIDDEN = "hidden";

/** Maximum length of a value that refers to others, in characters: the longest connection string. */
const LONGEST = 65_536;

/** Maximum sum of those of one list. */
const MOST_EXPANDED = 1_000_000;

// `$(NAME)` is another variable of the list, as it is before it, and `$$(` a plain `$(`
function expanded(variables: Map<string, Variable>): Map<string, Variable> {
  let room = MOST_EXPANDED;
  const tooLong = new Set<string>();
  for (const [name, variable] of variables) {
    if (!("text" in variable) || !variable.text.includes("$(")) continue;
    let refers = false as boolean;
    const text = expand(variable.text, Math.min(room, LONGEST), (other) => {
      refers = true;
      if (tooLong.has(other)) return undefined;
      const found = variables.get(other);
      return found && "text" in found && other !== name ? found.text : HIDDEN;
    });
    room -= text?.length ?? 0;
    if (text === undefined) tooLong.add(name);
    const { origin } = variable;
    const unreadable = `refers to variables that make more than ${LONGEST} characters of it, or ${MOST_EXPANDED} of all of them`;
    variables.set(
      name,
      text === undefined ? { unreadable, origin } : { ...variable, text, ...(refers && { secret: true }) },
    );
  }
  return variables;
}

/** Puts variables in; undefined if more than `limit` characters come of it, or if `lookUp` gives none. */
function expand(text: string, limit: number, lookUp: (name: string) => string | undefined): string | undefined {
  let out = "";
  let done = 0;
  for (const { 0: reference, 1: name, index } of text.matchAll(/\$\$(?=\()|\$\(([A-Za-z_][A-Za-z0-9_]{0,100})\)/g)) {
    const value = name === undefined ? "$" : lookUp(name);
    if (value === undefined) return undefined;
    out += text.slice(done, index) + value;
    done = index + reference.length;
    if (out.length > limit) return undefined;
  }
  out += text.slice(done);
  return out.length > limit ? undefined : out;
}

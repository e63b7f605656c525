// several documents in one file, each of which may be for a profile

import { isTable, isTree, plain, type Tree } from "../codecs/literal.ts";
import type { Document } from "../diagnostics/document.ts";
import { newTree } from "../diagnostics/inert.ts";

/** The documents of a text. Each has the length of the whole, with blanks for the others, so that places in it are right. */
export function partsOf(text: string, separator: RegExp): string[] {
  const parts: string[][] = [[]];
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    const isEnd = separator.test(line.trimEnd());
    if (isEnd && parts.length < MOST)
      parts.push(Array.from({ length: at }, (_, before) => lines[before]!.replace(/\S/g, " ")));
    parts.at(-1)!.push(isEnd ? line.replace(/\S/g, " ") : line);
  }
  return parts.map((part) => part.join("\n"));
}

/** Documents of a file that are told apart. */
const MOST = 50;

/**
 * Documents as one, whose tables are named after their profiles. A document without a profile is part of all of them; a later one takes
 * precedence.
 *
 * @param keys the dotted keys that name the profile, of which the first that is there counts.
 */
export function withProfiles(documents: readonly Document[], keys: readonly string[]): Document {
  const tables = documents.map(({ data }) => (isTable(data) ? plain(data) : newTree()));
  const profiles = tables.map((table) => profileOf(table, keys));
  const named = [...new Set(profiles.filter((profile) => profile !== undefined))];
  const [first] = documents as [Document];
  const text = documents.map((document) => document.text);
  const whole = { ...first, text: joined(text), problems: documents.flatMap(({ problems }) => problems) };
  const of = <T>(list: readonly T[], profile: string | undefined) =>
    list.filter((_, at) => profiles[at] === undefined || profiles[at] === profile);
  const data = newTree();
  for (const profile of named.length === 0 ? [] : [DEFAULT, ...named]) data[profile] = merged(of(tables, profile));
  if (named.length === 0)
    return {
      ...whole,
      data: merged(tables),
      locate: (pointer, part) => located(documents, pointer, part),
    };
  return {
    ...whole,
    data,
    locate: ([profile, ...pointer], part) =>
      located(of(documents, profile === DEFAULT ? undefined : String(profile)), pointer, part),
  };
}

const DEFAULT = "default";

function located(
  documents: readonly Document[],
  pointer: Parameters<Document["locate"]>[0],
  part: "key" | "value" = "value",
) {
  for (const document of [...documents].reverse()) {
    const found = document.locate(pointer, part);
    if (found) return found;
  }
  return undefined;
}

function profileOf(data: Tree, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = valueAt(data, key);
    const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (typeof one === "string" && one !== "") return one;
    if (one !== undefined) return JSON.stringify(one);
  }
  return undefined;
}

// a key with dots may stand for tables at any level
function valueAt(data: Tree, key: string): unknown {
  if (Object.hasOwn(data, key)) return data[key];
  for (const [name, value] of Object.entries(data)) {
    const found = key.startsWith(`${name}.`) && isTree(value) ? valueAt(value, key.slice(name.length + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function merged(tables: readonly Tree[]): Tree {
  const whole = newTree();
  const put = (into: Tree, from: Tree) => {
    for (const [key, value] of Object.entries(from)) {
      const there = Object.hasOwn(into, key) ? into[key] : undefined;
      if (isTree(value)) {
        const inner = isTree(there) ? there : newTree();
        into[key] = inner;
        put(inner, value);
      } else into[key] = value;
    }
  };
  for (const table of tables) put(whole, table);
  return whole;
}

// the characters of each that are not blank in it
function joined(texts: readonly string[]): string {
  const [first = ""] = texts;
  const longest = texts.reduce((one, two) => (two.length > one.length ? two : one), first);
  const lines = longest.split("\n");
  for (const text of texts)
    for (const [at, line] of text.split("\n").entries()) if (line.trim() !== "") lines[at] = line;
  return lines.join("\n");
}

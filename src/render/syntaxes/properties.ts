// Java's .properties: one dotted key and its value a line

import { isTree } from "../../codecs/literal.ts";
import { defineReader, type Fault, type Stretch } from "../../formats/_define.ts";
import { duplicateKey, forbiddenKey, isForbidden } from "../../formats/_problems.ts";
import { RUNNER_COMMAND } from "../../text/characters.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "properties",
  code: false,
  write: (value) =>
    flat(value, "")
      .map(([key, member]) => `${escapeKey(key)}=${escapeValue(String(member ?? ""))}\n`)
      .join(""),
  looksLike: (text) => {
    const lines = text.split("\n").filter((line) => !/^\s*(?:[#!]|$)/.test(line));
    return (
      lines.length > 0 &&
      lines.every((line) => /^\s*[\w.-]+(?:\[\d+\])?\s*=/.test(line)) &&
      lines.some((line) => /^\s*[\w-]+\.[\w.-]+\s*=/.test(line))
    );
  },
  reader: defineReader({ id: "properties", extensions: [".properties"], byLine: true, parse }),
});

/** The leaves of a tree with their dotted keys. */
function flat(tree: unknown, prefix: string): [key: string, value: unknown][] {
  if (!isTree(tree)) return [[prefix, tree]];
  return Object.entries(tree).flatMap(([name, value]) => flat(value, prefix === "" ? name : `${prefix}.${name}`));
}

function escapeKey(key: string): string {
  return escapeValue(key).replace(/[:= ]/g, "\\$&");
}

// readers before Java 9 take the file for Latin-1
function escapeValue(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/^[ \f#!]/, "\\$&")
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(RUNNER_COMMAND, "#\\u0023");
}

// a line that ends in an odd number of backslashes goes on in the next
function parse(text: string) {
  const data: Record<string, string> = Object.create(null);
  const places = new Map<string, { key: Stretch; value: Stretch }>();
  const faults: Fault[] = [];
  const line = /[^\n]*\n?/gy;
  for (let match = line.exec(text); match && match[0] !== ""; match = line.exec(text)) {
    const begin = match.index;
    let raw = match[0];
    if (/^\s*(?:[#!]|$)/.test(raw)) continue;
    while (/(?<!\\)(?:\\\\)*\\\r?\n$/.test(match[0]) && line.lastIndex < text.length) {
      match = line.exec(text)!;
      raw += match[0];
    }
    const [lead] = /^\s*/.exec(raw)!;
    const [rawKey] = /^(?:\\[\s\S]|[^\\:=\s])*/.exec(raw.slice(lead.length))!;
    const from = lead.length + rawKey.length;
    const [sign] = /^[ \t\f]*[:=]?[ \t\f]*/.exec(raw.slice(from))!;
    const value = raw.slice(from + sign.length).replace(/\r?\n$/, "");
    const key = unescaped(rawKey);
    const start = begin + lead.length;
    const at: Stretch = [start, start + rawKey.length];
    if (key.split(".").some(isForbidden)) {
      faults.push({ ...forbiddenKey(key), at });
      continue;
    }
    if (Object.hasOwn(data, key)) faults.push({ ...duplicateKey(key), pointer: [key], at });
    data[key] = unescaped(value);
    const valueStart = begin + from + sign.length;
    places.set(key, { key: at, value: [valueStart, valueStart + value.trimEnd().length] });
  }
  return {
    data,
    faults,
    find: ([key]: readonly (string | number)[], part: "key" | "value") => places.get(String(key))?.[part],
  };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f" };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|\r?\n[ \t\f]*|([\s\S]))/g, (_, hex?: string, char?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return char === undefined ? "" : (ESCAPES[char] ?? char);
  });
}

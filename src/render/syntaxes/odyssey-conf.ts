// odyssey.conf: names with a value each, or with further names in braces, as Odyssey has them

import { isTree, type Tree } from "../../codecs/literal.ts";
import { defineReader, type Fault, type Stretch } from "../../formats/_define.ts";
import { duplicateKey, forbiddenKey, isForbidden, MAX_DEPTH, syntaxError, tooDeep } from "../../formats/_problems.ts";
import { DEFAULT } from "../../poolers/odyssey.ts";
import { defineSyntax, type Unwritable, writable } from "./_define.ts";

export default defineSyntax({
  id: "odyssey-conf",
  code: false,
  limits:
    "A value with a double quote, a line break or a backslash at its end is refused: the releases up to 1.5 have no escape in a text, and the lexer that is to follow reads a backslash before a quote differently.",
  write: (value) => lines(value as Tree, "").join(""),
  unwritable,
  looksLike: (text) =>
    text.split("\n").some((line) => /^(?:storage|database|listen|user)\b[^={]*\{$/.test(line.trim())),
  reader: defineReader({ id: "odyssey-conf", extensions: ["odyssey.conf"], parse }),
});

// a table of tables is one block for each, by its name
function lines(table: Tree, indent: string): string[] {
  return Object.entries(table).flatMap(([name, value]) => {
    if (!isTree(value)) return [`${indent}${name} ${word(value)}\n`];
    const inner = Object.entries(value);
    const named = inner.length > 0 && inner.every(([, member]) => isTree(member));
    const blocks: [string, Tree][] = named ? (inner as [string, Tree][]) : [["", value]];
    return blocks.flatMap(([title, block]) => [
      `${indent}${name}${title === "" ? "" : ` ${title === DEFAULT ? "default" : quote(title)}`} {\n`,
      ...lines(block, `${indent}\t`),
      `${indent}}\n`,
    ]);
  });
}

function word(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(value) : quote(String(value));
}

function quote(text: string): string {
  return `"${writable(text, unwritable)}"`;
}

/**
 * In the releases up to 1.5 (parser.h) a backslash keeps the next character from ending the text, and both stay in it;
 * the lexer that is to follow (scan.l) makes a quote of a backslash and a quote. So no text with a quote is the same for
 * both, and a backslash at the end opens the text.
 */
function unwritable(text: string): Unwritable | undefined {
  if (/[\r\n\0]/.test(text)) return { why: "odyssey.conf has no way to write a line break or NUL in a value" };
  if (text.includes('"')) return { why: "odyssey.conf has no way to write a double quote in a value" };
  if (text.endsWith("\\")) return { why: "odyssey.conf has no way to write a backslash at the end of a value" };
  return undefined;
}

// a backslash keeps the next character from ending the text, and both are part of it, as in the released versions
const TOKEN = /"((?:[^"\\\n]|\\[\s\S])*)"|(-?\d+)(?![\w.])|([\w.-]+)|([{}])/dy;
const BLANKS = /\s*/y;

/** The offset of the next token: after blanks and comments. */
function nextToken(text: string, from: number): number {
  for (let at = from; ; ) {
    BLANKS.lastIndex = at;
    at += BLANKS.exec(text)![0].length;
    if (text[at] !== "#") return at;
    const end = text.indexOf("\n", at);
    at = end === -1 ? text.length : end;
  }
}

interface Token {
  readonly kind: "text" | "number" | "word" | "brace";
  readonly text: string;
  readonly at: Stretch;
}

function tokensOf(text: string, faults: Fault[]): Token[] {
  const tokens: Token[] = [];
  for (let at = nextToken(text, 0); at < text.length; at = nextToken(text, at)) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) {
      faults.push({
        ...syntaxError("This is neither a name nor a value", "Put text in double quotes."),
        at: [at, at + 1],
      });
      break;
    }
    at = TOKEN.lastIndex;
    const group = [1, 2, 3, 4].find((index) => match[index] !== undefined)!;
    const kind = (["text", "number", "word", "brace"] as const)[group - 1]!;
    const raw = match[group]!;
    tokens.push({ kind, text: raw, at: match.indices![group]! });
  }
  return tokens;
}

function parse(text: string) {
  const faults: Fault[] = [];
  const tokens = tokensOf(text, faults);
  const places = new Map<string, { key: Stretch; value: Stretch }>();
  let at = 0;
  const block = (table: Tree, way: readonly string[]): void => {
    if (way.length > MAX_DEPTH) {
      faults.push(tooDeep());
      at = tokens.length;
      return;
    }
    while (at < tokens.length) {
      const name = tokens[at++]!;
      if (name.kind === "brace" && name.text === "}") return;
      if (name.kind !== "word") {
        faults.push({ ...syntaxError("A name is expected here"), at: name.at });
        at = tokens.length;
        return;
      }
      statement(table, way, name);
    }
  };
  const inside = (table: Tree, name: string, way: readonly string[]): void => {
    const there = Object.hasOwn(table, name) ? table[name] : undefined;
    const inner: Tree = isTree(there) ? there : {};
    table[name] = inner;
    block(inner, [...way, name]);
  };
  const statement = (table: Tree, way: readonly string[], name: Token): void => {
    const value = tokens[at++];
    if (!value || (value.kind === "brace" && value.text === "}")) {
      faults.push({ ...syntaxError(`${name.text} has no value`), at: name.at });
      return;
    }
    const keyword = value.kind === "word" && value.text === "default" ? DEFAULT : value.text;
    const title = value.kind === "brace" ? undefined : keyword;
    const opens = tokens[at]?.kind === "brace" && tokens[at]?.text === "{";
    const bad = [name.text, opens ? (title ?? "") : ""].find(isForbidden);
    if (bad !== undefined) faults.push({ ...forbiddenKey(bad), at: name.at });
    const into: Tree = bad === undefined ? table : {};
    if (title === undefined) inside(into, name.text, way);
    else if (opens) {
      at++;
      const there = Object.hasOwn(into, name.text) ? into[name.text] : undefined;
      const named: Tree = isTree(there) ? there : {};
      into[name.text] = named;
      places.set(JSON.stringify([...way, name.text, title]), { key: name.at, value: value.at });
      inside(named, title, [...way, name.text]);
    } else if (name.text === "include") faults.push({ ...INCLUDED, at: [name.at[0], value.at[1]] });
    else {
      const pointer = [...way, name.text];
      if (Object.hasOwn(into, name.text)) faults.push({ ...duplicateKey(name.text), pointer, at: name.at });
      into[name.text] = value.kind === "number" ? Number(value.text) : value.text;
      places.set(JSON.stringify(pointer), { key: name.at, value: value.at });
    }
  };
  const data: Tree = {};
  block(data, []);
  return {
    data,
    faults,
    find: (pointer: readonly (string | number)[], part: "key" | "value") => places.get(JSON.stringify(pointer))?.[part],
  };
}

const INCLUDED = {
  rule: "ignored-line",
  message: "include takes in another file, which is not read: what it sets is missing here",
  help: "Import that file, too.",
} as const;

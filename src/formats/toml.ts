// TOML 1.0 and 1.1: values by a fast parser, positions by another that is loaded when a place is asked for
import { parse as read, TomlError } from "smol-toml";
import { type AST, parseTOML } from "toml-eslint-parser";
import { defineReader, type Fault, failed, type Parsed, type Stretch, wordAt } from "./_define.ts";
import { below, findSpot, type LocationNode, pathOf, rootSpot } from "./_places.ts";
import { toPlain } from "./_plain.ts";
import { duplicateKey, MAX_DEPTH, oddNumber, syntaxError, tooDeep } from "./_problems.ts";

export default defineReader({ id: "toml", extensions: [".toml"], parse });

/** Whether a number in another base or with underscores may stand in the text. */
const MAYBE_ODD = /\b0[xob][0-9a-fA-F]|\d_\d/;

/** Longest text in which the place of a too deep table is looked up, in characters. */
const DEEP_LIMIT = 64 * 1024;

/** What the parser says, and what is said here. Its own text is not shown: it quotes the file, secrets included. */
const WORDS: Readonly<Record<string, string>> = {
  "unfinished string": "The text that begins here is never closed",
  "unfinished table": "The `{` that begins here is never closed",
  "unfinished array": "The `[` that begins here is never closed",
  "unfinished numeric value": "The number that begins here is not complete",
  "unexpected end of key": "A key is missing here",
  "illegal empty bare key": "A part of the key is missing here",
  "expected end of table array declaration": "The header of a list of tables ends with `]]`",
  "expected comma or end of structure": "A comma or a closing bracket is missing here",
  "each key-value declaration must be followed by an end-of-line": "Something follows the value on the same line",
  "control characters are not allowed in strings": "A text holds a line break or a control character",
  "unrecognised escape sequence": "A `\\` is followed by a character that has no meaning there",
  "illegal leading zero": "A number begins with 0",
  "illegal underscore": "An underscore in a number stands between two digits only",
  "illegal character in numeric literal": "A number holds a character that is no digit",
  "invalid value": "This is no value",
  "invalid date": "This date does not exist",
};

const HELP: Readonly<Record<string, string>> = {
  "invalid value": 'Text stands in quotes ("30s"); else write a number, true or false.',
  "illegal character in numeric literal": 'Put a number with a unit in quotes: "30s", "80%".',
  "illegal leading zero": "Leave the zero out, or put the number in quotes.",
  "unrecognised escape sequence": "Write `\\\\` for a backslash, or put the text in single quotes.",
};

const KEY = /^(?:"[^"\n]*"|'[^'\n]*'|[\w.-])+/;

function parse(text: string): Parsed {
  const faults: Fault[] = [];
  let index: Index | undefined;
  const indexed = () => {
    index ??= makeIndex(text);
    return index;
  };
  let value: unknown;
  try {
    value = read(text, { integersAsBigInt: "asNeeded", maxDepth: MAX_DEPTH });
  } catch (error) {
    if (error instanceof TomlError) return failed(faultOf(error, text));
    return failed({ ...syntaxError("This is not valid TOML"), at: [0, 0] });
  }
  const { data, deep } = toPlain(value, faults);
  // the other parser takes its time over a large file; that one is too deep may be said without the place
  if (deep && text.length > DEEP_LIMIT) return failed({ ...deep, at: [0, 0] });
  return {
    data,
    faults: MAYBE_ODD.test(text) ? [...faults, ...indexed().odd] : faults,
    find: (pointer, part) => findSpot(indexed().root, pointer, part),
  };
}

function faultOf(error: { message: string; line: number; column: number }, text: string): Fault {
  const said = (error.message.split("\n", 1)[0] ?? "").replace(/^Invalid TOML document: /, "");
  const offset = offsetOf(text, error.line, error.column);
  const at = wordAt(text, offset);
  if (said.startsWith("trying to redefine")) {
    const key = KEY.exec(text.slice(offset, offset + 200))?.[0] ?? "";
    return { ...duplicateKey(key, "TOML allows it once"), at: [offset, offset + Math.max(key.length, 1)] };
  }
  if (said.startsWith("document contains excessively nested")) return { ...tooDeep(), at };
  return { ...syntaxError(WORDS[said] ?? "This is not valid TOML", HELP[said]), at };
}

function offsetOf(text: string, line: number, column: number): number {
  let begin = 0;
  for (let at = 1; at < line; at++) begin = text.indexOf("\n", begin) + 1;
  return begin + column - 1;
}

// --- positions ---

interface Index {
  readonly root: LocationNode;
  readonly odd: readonly Fault[];
}

function makeIndex(text: string): Index {
  const root = rootSpot([0, 0]);
  const odd: Fault[] = [];
  let body: AST.TOMLTopLevelTable["body"];
  try {
    // the second parser knows no byte order mark
    body = parseTOML(text.replace(/^\uFEFF/, " "), { tomlVersion: "1.1" }).body[0].body;
  } catch {
    return { root, odd };
  }
  for (const item of body) {
    if (item.type === "TOMLKeyValue") pair(root, item);
    else header(item);
  }
  return { root, odd };

  function header(table: AST.TOMLTable): void {
    const close = table.kind === "array" ? "]]" : "]";
    const opening: Stretch = [table.range[0], text.indexOf(close, table.key.range[1]) + close.length];
    let node = root;
    let token = 0;
    for (const [at, name] of table.resolvedKey.entries()) {
      node = below(node, name);
      if (typeof name === "string") {
        const { range } = table.key.keys[token++]!;
        node.key ??= range;
        // a table's own header comes before one that only passes through it
        if (at === table.resolvedKey.length - 1) node.key = range;
      }
      if (at === table.resolvedKey.length - 1) node.value = opening;
      else node.value ??= opening;
    }
    for (const item of table.body) pair(node, item);
  }

  function pair(table: LocationNode, { key, value }: AST.TOMLKeyValue): void {
    let node = table;
    for (const token of key.keys) {
      node = below(node, token.type === "TOMLBare" ? token.name : token.value);
      node.key ??= token.range;
      node.value ??= key.range;
    }
    content(node, value);
  }

  function content(node: LocationNode, value: AST.TOMLContentNode): void {
    node.value = value.range;
    if (value.type === "TOMLInlineTable") {
      node.value = [value.range[0], value.range[0] + 1];
      for (const item of value.body) pair(node, item);
    } else if (value.type === "TOMLArray") {
      for (const [at, item] of value.elements.entries()) content(below(node, at), item);
    } else if (value.kind === "integer" || value.kind === "float") {
      const source = text.slice(...value.range);
      if (MAYBE_ODD.test(source)) odd.push(oddNumber(source, value.value, pathOf(node), value.range));
    }
  }
}

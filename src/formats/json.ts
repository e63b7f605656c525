// JSON: values by the engine; positions, duplicates and faults by a parser that is loaded when there is need of it
import { printParseErrorCode, parse as read, visit } from "jsonc-parser";
import { defineReader, type Fault, failed, type Parsed, type Stretch, wordAt } from "./_define.ts";
import { below, findSpot, type LocationNode, pathOf, rootSpot } from "./_places.ts";
import { toPlain } from "./_plain.ts";
import { duplicateKey, MAX_DEPTH, syntaxError, tooDeep } from "./_problems.ts";

export default defineReader({ id: "json", extensions: [".json"], parse });

/** By the name of the parser's error code. */
const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: "This is no value; text stands in double quotes",
  InvalidNumberFormat: "This is not a number as JSON writes it",
  PropertyNameExpected: "A key in double quotes is missing here",
  ValueExpected: "A value is missing here",
  ColonExpected: "A colon is missing here",
  CommaExpected: "A comma is missing here",
  CloseBraceExpected: "A closing `}` is missing here",
  CloseBracketExpected: "A closing `]` is missing here",
  EndOfFileExpected: "Something follows the end of the value",
  InvalidCommentToken: "A comment stands here, and plain JSON has none",
  UnexpectedEndOfComment: "A comment that begins here is never closed",
  UnexpectedEndOfString: "The text that begins here is never closed",
  UnexpectedEndOfNumber: "The number that begins here is not complete",
  InvalidUnicode: "A `\\u` is not followed by four hexadecimal digits",
  InvalidEscapeCharacter: "A `\\` is followed by a character that has no meaning there",
  InvalidCharacter: "A text holds a line break or a control character",
};

function parse(source: string): Parsed {
  const text = source.replace(/^\uFEFF/, " ");
  if (/^\s*$/.test(text)) return { data: Object.create(null), faults: [], find: () => undefined };
  const { keys, deep } = scan(text);
  if (deep !== undefined) return failed({ ...tooDeep(), at: [deep, deep + 1] });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed(syntaxFault(text));
  }
  const faults: Fault[] = [];
  let index: Index | undefined;
  const indexed = () => {
    index ??= makeIndex(text);
    return index;
  };
  const plain = toPlain(value, faults);
  const duplicates = plain.keys === keys ? [] : indexed().duplicates;
  return {
    data: plain.data,
    faults: [...faults, ...duplicates],
    find: (pointer, part) => findSpot(indexed().root, pointer, part),
  };
}

/** Counts the keys and finds the first bracket that stands too deep, in one pass that loads nothing. */
function scan(text: string): { keys: number; deep: number | undefined } {
  let keys = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      for (at++; at < text.length && text[at] !== '"' && text[at] !== "\n"; at++) if (text[at] === "\\") at++;
    } else if (char === ":") keys++;
    else if (char === "{" || char === "[") {
      if (++depth > MAX_DEPTH) return { keys, deep: at };
    } else if (char === "}" || char === "]") depth--;
  }
  return { keys, deep: undefined };
}

interface Index {
  readonly root: LocationNode;
  readonly duplicates: readonly Fault[];
}

function makeIndex(text: string): Index {
  const root = rootSpot([0, 0]);
  const duplicates: Fault[] = [];
  // what is open around the place that is read, with the keys or the number of items met in it
  const open: { spot: LocationNode; keys: Set<string>; items: number; list: boolean }[] = [];
  let spot = root;
  const begin = (offset: number, length: number): LocationNode => {
    const around = open.at(-1);
    if (around?.list) spot = below(around.spot, around.items++);
    spot.value = [offset, offset + length];
    return spot;
  };
  const enter = (list: boolean) => (offset: number, length: number) => {
    open.push({ spot: begin(offset, length), keys: new Set(), items: 0, list });
  };
  visit(text, {
    onObjectBegin: enter(false),
    onArrayBegin: enter(true),
    onObjectEnd: () => {
      open.pop();
    },
    onArrayEnd: (offset, length) => {
      const { spot: list } = open.pop()!;
      list.value = [list.value![0], offset + length];
    },
    onLiteralValue: (_value, offset, length) => {
      begin(offset, length);
    },
    onObjectProperty: (key, offset, length) => {
      const { spot: table, keys } = open.at(-1)!;
      const at: Stretch = [offset, offset + length];
      if (keys.has(key)) duplicates.push({ ...duplicateKey(key), pointer: [...pathOf(table), key], at });
      keys.add(key);
      // the last one holds, and nothing of those before it
      table.below.delete(key);
      spot = below(table, key);
      spot.key = at;
    },
  });
  return { root, duplicates };
}

function syntaxFault(text: string): Fault {
  const help = "Plain JSON has no comments and no trailing commas; write TOML or YAML if you want them.";
  try {
    let first: { name: string; at: Stretch } | undefined;
    visit(
      text,
      {
        onError: (code, offset, length) => {
          first ??= { name: printParseErrorCode(code), at: [offset, offset + Math.max(length, 1)] };
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    );
    const lenient: { error: number; offset: number; length: number }[] = [];
    read(text, lenient, { disallowComments: false, allowTrailingComma: true });
    if (!first) return { ...syntaxError("This is not valid JSON"), at: [0, 0] };
    const { name, at } = first;
    if (lenient.length > 0) return { ...syntaxError(WORDS[name] ?? "This is not valid JSON"), at: clamp(at, text) };
    if (name === "InvalidCommentToken") return { ...syntaxError(WORDS[name]!, help), at: clamp(at, text) };
    const comma = text.lastIndexOf(",", at[0]);
    return {
      ...syntaxError("A comma stands before a closing bracket, and plain JSON has no trailing commas", help),
      at: [comma, comma + 1],
    };
  } catch {
    // a text whose unclosed quotes hide its brackets may go deeper than a stack does
    return { ...tooDeep(), at: wordAt(text, 0) };
  }
}

function clamp([start, end]: Stretch, text: string): Stretch {
  return [Math.min(start, text.length), Math.min(end, text.length)];
}

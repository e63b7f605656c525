import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { FORMATS, type Format, read } from "./_read.ts";

const MB = 500_000;
const many = (piece: string, length = MB) => piece.repeat(length / piece.length);
const numbered = (piece: (at: number) => string, length = MB) =>
  Array.from({ length: length / 12 }, (_, at) => piece(at)).join("");

/** Texts that are costly for a careless reader. YAML's parser is slow as such, so its texts are shorter. */
const TEXTS: Record<Format, Record<string, string>> = {
  toml: {
    brackets: `a=${many("[")}`,
    dots: `${many("a.")}a=1`,
    header: `[${many("a.")}a]`,
    breaks: many("\n"),
    spaces: many(" "),
    backslashes: `a="${many("\\")}`,
    digits: `a=${many("1")}`,
    duplicates: many("a=1\n"),
  },
  json: {
    brackets: many("["),
    "brackets behind a quote in a comment": `/* " */${many("[")}`,
    duplicates: `{${many('"a":1,', MB / 4)}"a":1}`,
    infinities: `{${numbered((at) => `"k${at}":1e999,`, MB / 4)}"a":1}`,
    quotes: many('"'),
    words: many("x "),
    comments: many("/*"),
    commas: `[${many("1,")}]`,
    escapes: `"${many("\\u")}`,
  },
  yaml: {
    "billion laughs": `a: &a [${Array(9).fill("x")}]\n${[..."bcdefghi"].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[at]}`)}]`).join("\n")}`,
    "quadratic blow-up": `a: &a [${Array(5_000).fill("x")}]\nb: [${Array(90).fill("*a")}]`,
    "circle of aliases": "&a [*a, *a, *a]",
    brackets: many("[", 50_000),
    dashes: many("- ", 50_000),
    questions: many("? ", 50_000),
    closings: many("]"),
    flows: many("[]\n"),
    commas: `[${many(",\n", 50_000)}]`,
    tags: many("! ", 50_000),
    anchors: many("&a ", 50_000),
    directives: many("%x\n"),
    documents: many("---\n"),
    duplicates: many("a: 1\n", 50_000),
  },
  dotenv: {
    breaks: many("\n"),
    spaces: many(" "),
    names: many("a"),
    words: many("x\n", MB / 4),
    duplicates: many("A=1\n", MB / 4),
    "quotes with something after": many("A='x' y\n"),
    "escaped quotes": many("A='\\'x\n"),
    "open quotes": many("A='\nB=\"\nC=`\n"),
    "one long value": `A='${many("x\n")}'`,
    dollars: `A=${many("$")}`,
    braces: `A=${many("${A:-")}`,
    "nested references": `A=${many("${A:-")}${many("}", MB / 5)}`,
    exports: `export${many(" ")}`,
  },
};

/** Those that hold no fault, only much to read. */
const SOUND = ["toml breaks", "toml spaces", "dotenv breaks", "dotenv spaces", "dotenv one long value"].concat([
  "dotenv dollars",
  "dotenv braces",
  "dotenv nested references",
]);

describe.each(FORMATS)("%s", (format) => {
  // a quadratic reader takes minutes
  it.each(Object.entries(TEXTS[format]))("ends soon: %s", { timeout: 10_000 }, (name, text) => {
    const { problems, data } = read(format, text);
    expect(problems.length > 0).toBe(!SOUND.includes(`${format} ${name}`));
    expect(Array.isArray(data) || Object.getPrototypeOf(data) === null).toBe(true);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

it.each([
  ["yaml", "billion laughs"],
  ["yaml", "quadratic blow-up"],
] as const)("%s: %s is named for what it is", (format, name) => {
  const { problems, data } = read(format, TEXTS[format][name]!);
  expect(problems.map(({ rule }) => rule)).toEqual(["too-many-aliases"]);
  expect(Object.keys(data as object)).toEqual([]);
});

describe("any text", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ..."[]{}:,=#'\"`\\\n\r\t -?&*!|>%@.$0",
      "1_0",
      "0x1",
      "<<",
      "__proto__",
      "constructor",
      "[[",
      '"""',
      "'''",
      "---",
      "...",
      "${A",
      "$A",
      "a",
      "b",
      "\uFEFF",
      "\u2028",
      "1e999",
      "export ",
    ),
    fc.string({ unit: "binary", maxLength: 5 }),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));

  it.each(FORMATS)("%s: gives a document whose every place is inside of it, or an error of ours", (format) => {
    fc.assert(
      fc.property(text, (written) => {
        let document: ReturnType<typeof read>;
        try {
          document = read(format, written);
        } catch (error) {
          expect(isPoolcfgError(error)).toBe(true);
          return;
        }
        for (const { range } of document.problems) inside(range!, written);
        walk(document.data, [], (pointer) => {
          for (const part of ["key", "value"] as const) {
            const range = document.locate(pointer, part);
            if (pointer.length > 0) expect(range, JSON.stringify(pointer)).toBeDefined();
            if (range) inside(range, written);
          }
        });
      }),
      { numRuns: 2_000 },
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

function inside(range: { start: number; end: number; line: number; column: number }, text: string): void {
  expect(range.start).toBeGreaterThanOrEqual(0);
  expect(range.end).toBeGreaterThanOrEqual(range.start);
  expect(range.end).toBeLessThanOrEqual(text.length);
  expect(range.line).toBeGreaterThan(0);
  expect(range.column).toBeGreaterThan(0);
}

function walk(data: unknown, pointer: (string | number)[], visit: (pointer: (string | number)[]) => void): void {
  visit(pointer);
  if (typeof data !== "object" || data === null) return;
  if (Array.isArray(data)) for (const [at, item] of data.entries()) walk(item, [...pointer, at], visit);
  else {
    expect(Object.getPrototypeOf(data)).toBeNull();
    for (const [key, value] of Object.entries(data)) walk(value, [...pointer, key], visit);
  }
}

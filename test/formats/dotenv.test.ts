import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "dotenv";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { readDotenv } from "../../src/formats/read.ts";

const data = (text: string, env: Record<string, string> = {}) => ({
  ...(readDotenv(text, ".env", undefined, env).data as Record<string, string>),
});

describe("values", () => {
  it("are those of dotenv, where nothing refers to a variable", () => {
    const piece = fc.constantFrom(
      "A",
      "B",
      "=",
      ": ",
      " ",
      "\n",
      "\r\n",
      "'",
      '"',
      "`",
      "\\",
      "#",
      "x y",
      "é",
      "export ",
      "\\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = `FIRST=1\n${pieces.join("")}`;
        const document = readDotenv(text, ".env");
        if (document.problems.some(({ rule }) => rule === "syntax-error" || rule === "ignored-line")) return;
        expect({ ...(document.data as object) }).toEqual(parse(text.replace(/\\\$/g, "")));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ["A=abc#def", "abc", "a # ends a value that has no quotes, even without a space before it"],
    ['A="abc#def"', "abc#def", "in quotes it is kept"],
    ["A='it\\'s'", "it\\'s", "a backslash before a quote stays"],
    ["A=C:\\new", "C:\\new", "a backslash means nothing without quotes"],
    ["A='C:\\'", "C:\\", "nor at the end of single quotes"],
    ['A="a\\nb"', "a\nb", "\\n is a line break in double quotes"],
    ["A='a\\nb'", "a\\nb", "and two characters in single ones"],
  ])("%s is %j: %s", (text, value) => {
    expect(data(text)).toEqual({ A: value });
  });
});

describe("references", () => {
  // [name, values above and in the environment, text, what comes of it]
  const env = { SET: "s", EMPTY: "" };
  it.each([
    ["$SET", "s"],
    ["${SET}", "s"],
    ["a${SET}b$SET-c", "asbs-c"],
    ["$MISSING.", "."],
    ["${MISSING}.", "."],
    ["${MISSING:-d}", "d"],
    ["${MISSING-d}", "d"],
    ["${EMPTY:-d}", "d"],
    ["${SET:-d}", "s"],
    ["${MISSING:-${SET}}", "s"],
    ["${MISSING:-${MISSING:-deep}}", "deep"],
    ["${MISSING:-a:b/c?d=e}", "a:b/c?d=e"],
    ["${SET:+other}", "other"],
    ["${MISSING:+other}.", "."],
    ["\\$SET", "$SET"],
    ["\\${SET}", "${SET}"],
    ["100$", "100$"],
    ["$1abc", "$1abc"],
    ["${}", "${}"],
    ["${unclosed", "${unclosed"],
    ["a$$b", "a$"],
    ["pa$word", "pa"],
  ])("%s gives %j, as the dotenv-expand that is installed does", (text, value) => {
    expect(data(`A=${text}`, env)).toEqual({ A: value });
    // loaded for comparison only; none of these texts holds a command
    const { expand } = createRequire(import.meta.url)("dotenv-expand") as typeof import("dotenv-expand");
    expect(expand({ parsed: { A: text }, processEnv: { ...env } }).parsed).toEqual({ A: value });
  });

  it.each([
    ["in single quotes", "A='$SET ${SET}'", { A: "$SET ${SET}" }],
    ["in double quotes", 'A="$SET"', { A: "s" }],
    ["in backticks", "A=`$SET`", { A: "s" }],
    ["to a line above", "A=1\nB=${A}2", { A: "1", B: "12" }],
    ["to a line below, which is not known yet", "B=${A}2\nA=1", { A: "1", B: "2" }],
    ["to a name that both have: the environment holds", "SET=file\nB=$SET", { SET: "file", B: "s" }],
    ["to itself", "A=$A", { A: "" }],
    ["in a circle", "A=$B\nB=$A", { A: "", B: "" }],
    ["to a value with a $ in it, which stays", "A='p$SET'\nB=$A", { A: "p$SET", B: "p$SET" }],
    ["to what every object has", "A=$toString.$constructor.${__proto__}", { A: ".." }],
  ])("%s", (_, text, values) => {
    expect(data(text, env)).toEqual(values);
  });

  it("does not run commands, though dotenv-expand would", () => {
    const folder = mkdtempSync(join(tmpdir(), "poolcfg-"));
    const marker = join(folder, "ran");
    const text = `A=$(touch ${marker})\nB="$(touch ${marker})"\nC=\`touch ${marker}\`\nD=$\nE=\${D}(touch ${marker})\n`;
    try {
      const values = data(text);
      expect(values.A).toBe(`$(touch ${marker})`);
      expect(values.E).toBe(`$(touch ${marker})`);
      expect(existsSync(marker)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("stops where references multiply", () => {
    const lines = Array.from({ length: 60 }, (_, at) => `V${at + 1}=\${V${at}}\${V${at}}`);
    const document = readDotenv(`V0=${"x".repeat(100)}\n${lines.join("\n")}`, ".env");
    expect(document.problems.map(({ rule }) => rule)).toEqual(["too-many-aliases"]);
    expect(document.data).toEqual(Object.create(null));
  });
});

it("touches neither the environment nor the terminal", () => {
  const before = { ...process.env };
  const written = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockReturnValue(true));
  const logged = [vi.spyOn(console, "log"), vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
  const given = Object.freeze({ X: "1" });
  readDotenv("POOLCFG_TEST_A=1\nPATH=nowhere\nB=$X", ".env", undefined, given);
  const calls = [...written, ...logged].map((spy) => spy.mock.calls.length);
  vi.restoreAllMocks();
  expect(calls).toEqual([0, 0, 0, 0, 0]);
  expect(process.env).toEqual(before);
});

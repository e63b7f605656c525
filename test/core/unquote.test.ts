// values of .env files are read as dotenv reads them, which cannot be loaded without a file system
import { parse } from "dotenv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unquoted } from "../../src/formats/_unquote.ts";
import { readDocumentText } from "../../src/formats/read.ts";

const character = fc.constantFrom(
  ...[
    "a",
    "B",
    "1",
    " ",
    "\t",
    "\\",
    "n",
    "r",
    "\n",
    "\r",
    "\r\n",
    "=",
    "#",
    ":",
    "é",
    "\u2028",
    "\ufeff",
    "$$",
    "\u00a0",
  ],
);
const text = fc.array(character, { maxLength: 12 }).map((list) => list.join(""));
const quoted = fc.tuple(fc.constantFrom("'", '"', "`"), text).map(([quote, inner]) => `${quote}${inner}${quote}`);
const bare = text.map((one) => one.replace(/[\r\n#].*/s, ""));

test("one value", () => {
  fc.assert(
    fc.property(fc.oneof(quoted, bare), (value) => {
      expect(unquoted(value)).toBe(parse(`NAME=${value}`).NAME ?? "");
    }),
    { numRuns: 3_000 },
  );
});

test("the values of a file", () => {
  const { data } = readDocumentText("A=\"b\\nc\" # d\nE=f # g\nH='i\\nj'", { name: ".env", format: "dotenv" });
  expect({ ...(data as object) }).toEqual({ A: "b\nc", E: "f", H: "i\\nj" });
});

// what is written in a syntax of other tools is read back as it was
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import keywords from "../../src/render/syntaxes/ado-net.ts";
import ini from "../../src/render/syntaxes/ini.ts";
import properties from "../../src/render/syntaxes/properties.ts";
import toml from "../../src/render/syntaxes/toml.ts";
import yaml from "../../src/render/syntaxes/yaml.ts";
import { targets } from "../../src/targets/registry.gen.ts";

const [anyTarget] = targets;
const name = fc
  .stringMatching(/^[a-z][a-z0-9_-]{0,12}$/)
  .filter((text) => text !== "constructor" && text !== "prototype");
const text = fc.string({ unit: "binary", maxLength: 20 }).filter((value) => !/[\0\ufeff]|\p{Surrogate}/u.test(value));
const line = text.filter((value) => !/[\r\n]/.test(value) && value.trim() === value);
const table = (value: fc.Arbitrary<unknown>) => fc.dictionary(name, value, { noNullPrototype: true, minKeys: 1 });

const CASES = [
  [ini, fc.dictionary(name, table(line), { noNullPrototype: true, minKeys: 1 })],
  [properties, table(text.filter((value) => value.trimStart() === value || value === ""))],
  [keywords, table(text.filter((value) => !/[\r\n]/.test(value)))],
  [yaml, table(fc.oneof(text, fc.integer(), fc.boolean(), table(text)))],
  [toml, table(fc.oneof(text, fc.integer(), fc.boolean(), table(text)))],
] as const;

describe.each(CASES.map(([syntax, values]) => [syntax.id, syntax, values] as const))("%s", (_, syntax, values) => {
  test("written and read", () => {
    fc.assert(
      fc.property(values as fc.Arbitrary<object>, (value) => {
        const document = syntax.reader!.read(syntax.write(value, anyTarget!), { name: "x" });
        expect(document.problems).toEqual([]);
        expect(JSON.parse(JSON.stringify(document.data))).toEqual(value);
      }),
    );
  });

  test("anything at all is read without a throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (any) => {
        expect(() => syntax.reader!.read(any, { name: "x" })).not.toThrow();
      }),
    );
  });
});

test.each<[string, object]>([
  ["a.b=1\n", { "a.b": "1" }],
  ["a.b: 1\r\n", { "a.b": "1" }],
  ["a\\ b  c \n", { "a b": "c " }],
  ["a=one \\\n    two\n", { a: "one two" }],
  ["a=\\u00e9\\t\\q\n", { a: "é\tq" }],
  ["! no\n# no\n\n a\n", { a: "" }],
  ["a=C:\\\\x\n", { a: "C:\\x" }],
])("properties: %j", (source, expected) => {
  expect({ ...(properties.reader!.read(source, { name: "x" }).data as object) }).toEqual(expected);
});

test.each<[string, object]>([
  [
    "[pgbouncer]\npool_mode = transaction\n; no\nmax = 5 ; part of it\n",
    { pgbouncer: { pool_mode: "transaction", max: "5 ; part of it" } },
  ],
  ["[databases]\n* = host=127.0.0.1 port=5432\n", { databases: { "*": "host=127.0.0.1 port=5432" } }],
  ["a = 1\n", { a: "1" }],
])("ini: %j", (source, expected) => {
  expect(JSON.parse(JSON.stringify(ini.reader!.read(source, { name: "x" }).data))).toEqual(expected);
});

test.each<[string, object]>([
  ["Host=h;Maximum Pool Size=20;", { Host: "h", "Maximum Pool Size": "20" }],
  ['Password="a;""b" ; Port=5', { Password: 'a;"b', Port: "5" }],
  ["Password='a;''b'", { Password: "a;'b" }],
  ["Options=-c statement_timeout=30000;X=", { Options: "-c statement_timeout=30000", X: "" }],
])("keywords: %j", (source, expected) => {
  expect({ ...(keywords.reader!.read(source, { name: "x" }).data as object) }).toEqual(expected);
});

test("keywords: lines instead of semicolons are read, and said", () => {
  const { data, problems } = keywords.reader!.read("SSL Mode=Require\nMaximum Pool Size=50   # each\nTimeout=5", {
    name: "x",
  });
  expect({ ...(data as object) }).toEqual({ "SSL Mode": "Require", "Maximum Pool Size": "50", Timeout: "5" });
  expect(problems.map(({ rule }) => rule)).toEqual(["syntax-error", "syntax-error"]);
});

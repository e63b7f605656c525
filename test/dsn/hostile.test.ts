import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findDsns } from "../../src/dsn/find.ts";
import { DSN_LIMIT } from "../../src/dsn/parse.ts";
import { mendDsn } from "../../src/dsn/repair.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { parseDsn } from "../../src/load/parse-dsn.ts";
import { urlParameters } from "../../src/load/url-parameters.gen.ts";
import { maskDsn } from "../../src/text/redact.ts";
import { inChild } from "../_child.ts";
import { hostile, hostileDsn } from "./_hostile.ts";

const dialectIds = [undefined, ...urlParameters.map(({ id }) => id)];
const CANARY = "Kanarienvogel";

describe("no text makes it throw", () => {
  const text = fc.oneof(hostileDsn(), fc.string(), fc.string({ unit: "binary" }));

  test("parse, mend, mask, find", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...dialectIds), (input, dialect) => {
        for (const { range } of parseDsn(input, { dialect }).findings.map(({ origin }) => origin!)) {
          expect(range!.start).toBeGreaterThanOrEqual(0);
          expect(range!.end).toBeLessThanOrEqual(input.length);
        }
        for (const { start, end } of findDsns(input)) expect(end).toBeGreaterThan(start);
        mendDsn(input);
        maskDsn(input);
      }),
      { numRuns: 3_000 },
    );
  });

  test("names that objects have already are names like others", () => {
    const { params } = parseDsn("postgres://h/d?__proto__=a&constructor=b&toString=c&hasOwnProperty=d");
    expect(Object.getPrototypeOf(params)).toBeNull();
    expect(Object.entries(params)).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
      ["toString", "c"],
      ["hasOwnProperty", "d"],
    ]);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

describe("the password is never shown", () => {
  const inner = fc.tuple(hostile(), hostile()).map(([before, after]) => `${before}${CANARY}${after}`);
  const frames: ((password: string) => string)[] = [
    (password) => `postgres://u:${password}@host:5432/db?sslmode=require`,
    (password) => `postgresql://u:${password}@h/db`,
    (password) => `jdbc:postgresql://u:${password}@host`,
    (password) => `postgres://u:${password}@h:x/d?connection_limit=1&max=3&pool_timeout=z`,
    // a keyword after a blank begins the next setting, by definition
    (password) => `host=h password=${password.replaceAll("=", "-")} dbname=d`,
    (password) => `host=h password='${password}' user=u`,
    // an "&" ends the value, by definition
    (password) => `postgres://h/d?user=u&password=${password.replaceAll("&", "%26")}&port=x`,
  ];

  test.each(frames.map((frame) => [frame("…"), frame] as const))("%s", (_, frame) => {
    fc.assert(
      fc.property(inner, fc.constantFrom(...dialectIds), (password, dialect) => {
        const text = frame(password);
        const parsed = parseDsn(text, { dialect });
        for (const { message, help, legal, ...rest } of parsed.findings)
          expect(`${message} ${help} ${legal} ${inspect(rest)} ${JSON.stringify(rest)}`).not.toContain(CANARY);
        for (const { mended } of readConnectionString(text, { driver: dialect }).faults)
          expect(mended ?? "").not.toContain(CANARY);
        expect(maskDsn(text)).not.toContain(CANARY);
      }),
      { numRuns: 1_500 },
    );
  });

  test.each([`?&${CANARY}=`, `?1&${CANARY}.=`])("nor where it stands in place of the connection string: %s", (text) => {
    const { findings } = parseDsn(text);
    expect(findings.length).toBeGreaterThan(1);
    expect(JSON.stringify(findings)).not.toContain(CANARY);
  });

  test("a parsed result hides it, and still has it", () => {
    const parsed = parseDsn(`postgres://u:${CANARY}@h/d?sslpassword=${CANARY}&sslmode=require`);
    expect(parsed.password).toBe(CANARY);
    expect(parsed.params.sslpassword).toBe(CANARY);
    for (const shown of [JSON.stringify(parsed), inspect(parsed, { depth: 9 })]) {
      expect(shown).not.toContain(CANARY);
      expect(shown).toContain("***");
    }
  });
});

describe("a long text takes no longer than its length", () => {
  const units = [
    ..."a ?@:/%[]&=,'\"\\\n(",
    "?a=",
    "a=",
    "1:",
    "::1,",
    "%20",
    "%zz",
    "p@s?a=b/",
    "${",
    "<A",
    "postgres://",
  ];
  units.push("postgres://a:b@", "'postgres://a ", "password=", "?connection_limit=1", "-c a=b ", "{{");
  const heads = ["postgres://u:", "postgres://h/d?options="];

  const near = textsOf(DSN_LIMIT - 100);
  const long = textsOf(300_000);

  // each text takes some hundred milliseconds at most; what takes quadratic time takes minutes
  test.each([
    ["parseDsn", "load/parse-dsn", near],
    ["mendDsn", "dsn/repair", near],
    ["maskDsn", "text/redact", long],
    ["findDsns", "dsn/find", long],
  ])("%s", (name, file, texts) => {
    const code = `import { ${name} } from "./src/${file}.ts"; run((text) => ${name}(text) !== undefined)`;
    expect(inChild(code, texts)).toHaveLength(texts.length);
  });

  function textsOf(length: number): string[] {
    return heads.flatMap((head) => units.map((unit) => head + unit.repeat(Math.floor(length / unit.length))));
  }

  test("above the limit it is refused unread", () => {
    const { findings, hosts, password } = parseDsn(`postgres://u:${"x".repeat(1_000_000)}@h/d`);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([["input-too-large", "error"]]);
    expect(findings[0]!.message).toContain("65536");
    expect({ hosts, password }).toEqual({ hosts: [{ host: undefined, port: undefined }], password: undefined });
    expect(parseDsn(`postgres://h/${"x".repeat(DSN_LIMIT - 13)}`).findings).toEqual([]);
  });
});

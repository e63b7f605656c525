import { describe, expect, it } from "vitest";
import { type Format, problems, read } from "./_read.ts";

const SECRET = "s3cr3t-canary";

/** What is said about a text: `rule line:column text`. */
const CASES: Record<Format, [text: string, ...said: string[]][]> = {
  toml: [
    ["a = ", "syntax-error 1:5 "],
    ["a = 30s", "syntax-error 1:7 s"],
    ["[pool\nmax = 1", "syntax-error 1:6 \n"],
    ['a = "x', 'syntax-error 1:5 "x'],
    ["a = 1 b = 2", "syntax-error 1:7 b"],
    ["a = 1\r\nb = = 2", "syntax-error 2:5 ="],
    ["pool.max = 1\npool.max = 2", "duplicate-key 2:1 pool.max"],
    ['[pool]\n["pool"]', 'duplicate-key 2:2 "pool"'],
    [
      "a = 0x1F\nb = 1_000\nc = 0b11\nd = 0o17\ne = [1_0]",
      "odd-number 1:5 0x1F",
      "odd-number 2:5 1_000",
      "odd-number 3:5 0b11",
      "odd-number 4:5 0o17",
      "odd-number 5:6 1_0",
    ],
    ['k_1_0 = "1_000 0x1F"'],
    [
      "a = 1979-05-27\nb = 07:32:00\nc = 1979-05-27T07:32:00Z",
      "unsupported-value 1:5 1979-05-27",
      "unsupported-value 2:5 07:32:00",
      "unsupported-value 3:5 1979-05-27T07:32:00Z",
    ],
    [
      "a = inf\nb = nan\nc = -inf",
      "unsupported-value 1:5 inf",
      "unsupported-value 2:5 nan",
      "unsupported-value 3:5 -inf",
    ],
    [
      "a = 9007199254740993\nb = 1e300\nc = 9007199254740991",
      "unsupported-value 1:5 9007199254740993",
      "unsupported-value 2:5 1e300",
    ],
    [
      "__proto__.polluted = 1\n[constructor]\nx = 1\n[a.prototype]",
      "forbidden-key 1:1 __proto__",
      "forbidden-key 2:2 constructor",
      "forbidden-key 4:4 prototype",
    ],
    [`a = ${"[".repeat(33)}${"]".repeat(33)}`, "too-deep 1:37 ["],
    [`[${Array(40).fill("a").join(".")}]`, "too-deep 1:64 a"],
  ],
  yaml: [
    ["a: [1", "syntax-error 1:6 "],
    ["a: b: c", "syntax-error 1:4 b"],
    ["a:\n\tb: 1", "syntax-error 2:1 \t"],
    ["a: 'x", "syntax-error 1:6 "],
    ["a: @x", "syntax-error 1:4 @x"],
    ["a: 1\n---\nb: 2", "syntax-error 2:1 ---"],
    ["a: 1\n...\nb: 2", "syntax-error 3:1 b"],
    ["a: *nope", "syntax-error 1:4 *nope"],
    ["a: 1\nb: 2\na: 3\na: 4", "duplicate-key 3:1 a", "duplicate-key 4:1 a"],
    [
      "a: 0x1F\nb: 1_000\nc: 0b11\nd: 0o17\ne: 017\nf: '017'\ng: 0",
      "odd-number 1:4 0x1F",
      "odd-number 2:4 1_000",
      "odd-number 3:4 0b11",
      "odd-number 4:4 0o17",
      "odd-number 5:4 017",
    ],
    ["a: .inf\nb: .nan", "unsupported-value 1:4 .inf", "unsupported-value 2:4 .nan"],
    ["a: 9007199254740993", "unsupported-value 1:4 9007199254740993"],
    [
      "a: !foo 1\nb: !!binary aGk=\nc: !!timestamp 2020-01-01\nd: !!set { x }\ne: !!str 5",
      "unsupported-value 1:9 1",
      "unsupported-value 2:13 aGk=",
      "unsupported-value 3:16 2020-01-01",
      "unsupported-value 4:10 {",
    ],
    ["b: &b { x: 1 }\na:\n  <<: *b\n  '<<': 1", "unsupported-value 3:3 <<"],
    [
      "? [a]\n: 1\n? {b: 1}\n: 2\n: 3",
      "unsupported-value 1:3 [a]",
      "unsupported-value 3:3 {",
      "unsupported-value 5:1 ",
    ],
    ["&a [*a, 1]", "unsupported-value 1:5 *a"],
    [
      "__proto__:\n  polluted: 1\na:\n  constructor: 1\n  prototype: 1",
      "forbidden-key 1:1 __proto__",
      "forbidden-key 4:3 constructor",
      "forbidden-key 5:3 prototype",
    ],
    [`${"[".repeat(33)}${"]".repeat(33)}`, "too-deep 1:33 []"],
  ],
  json: [
    ["{", "syntax-error 1:2 "],
    ["{'a': 1}", "syntax-error 1:2 'a'"],
    ['{"a": 01}', "syntax-error 1:8 1"],
    ['{"a": 0x1F}', "syntax-error 1:8 x1F"],
    ['{"a": NaN}', "syntax-error 1:7 NaN"],
    ['{"a" 1}', "syntax-error 1:6 1"],
    ['{"a": 1} x', "syntax-error 1:10 x"],
    ['{\n  // note\n  "a": 1\n}', "syntax-error 2:3 // note"],
    ['{"a": [1, 2,]}', "syntax-error 1:12 ,"],
    ["// only", "syntax-error 1:1 // only"],
    [
      '{"a": 1, "b": {"c": 1, "c": 2}, "a": 3, "a": 4}',
      'duplicate-key 1:24 "c"',
      'duplicate-key 1:33 "a"',
      'duplicate-key 1:41 "a"',
    ],
    ['{"a": 1, "\\u0061": 2}', 'duplicate-key 1:10 "\\u0061"'],
    ['{"a": ":{\\"", "b": ":"}'],
    ['{"a": 1e999, "b": 9007199254740993}', "unsupported-value 1:7 1e999", "unsupported-value 1:19 9007199254740993"],
    [
      '{"__proto__": {"polluted": 1}, "a": [{"constructor": 1, "prototype": 2}]}',
      'forbidden-key 1:2 "__proto__"',
      'forbidden-key 1:39 "constructor"',
      'forbidden-key 1:57 "prototype"',
    ],
    ["[".repeat(33) + "]".repeat(33), "too-deep 1:33 ["],
  ],
  dotenv: [
    ["A=1\nnothing here\nB=2", "ignored-line 2:1 nothing here"],
    ["A=1\n=2", "ignored-line 2:1 =2"],
    ["FOO BAR=1", "ignored-line 1:1 FOO BAR=1"],
    ["A='open\nB=1", "syntax-error 1:3 '"],
    ['A="x" y', 'syntax-error 1:3 "'],
    ["export A\nexport A B\n# note\n\n  \nexport C=1"],
    ["A=1\nB=2\nA=3\nA=4", "duplicate-key 3:1 A", "duplicate-key 4:1 A"],
    ["__proto__=1\nconstructor=2\nA=3", "forbidden-key 1:1 __proto__", "forbidden-key 2:1 constructor"],
  ],
};

describe.each(Object.entries(CASES) as [Format, (typeof CASES)[Format]][])("%s", (format, cases) => {
  it.each(cases)("%j", (text, ...said) => {
    const document = read(format, text);
    expect(problems(document)).toEqual(said);
    for (const { message, help = "", range } of document.problems) {
      expect(range).toBeDefined();
      expect(`${message} ${help}`).not.toMatch(/\n|node_modules|Error:| at \S+:\d+:\d+/);
    }
    // the lines of a .env file stand for themselves
    if (said.some((line) => (format === "dotenv" ? /^too-/ : /^(?:syntax-error|too-)/).test(line))) {
      expect(document.data).toEqual(Object.create(null));
      expect(Object.getPrototypeOf(document.data)).toBeNull();
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("allows 32 tables and lists in one another", () => {
    const deep = {
      toml: `a = ${"[".repeat(31)}${"]".repeat(31)}`,
      yaml: "[".repeat(32) + "]".repeat(32),
      json: "[".repeat(32) + "]".repeat(32),
      dotenv: "",
    };
    expect(read(format, deep[format]).problems).toEqual([]);
  });
});

describe("what is kept", () => {
  it.each([
    ["yaml", "a: 1\na: 2", { a: 2 }],
    ["json", '{"a": 1, "a": 2}', { a: 2 }],
    ["dotenv", "A=1\nA=2", { A: "2" }],
    ["toml", "a = 0x1F\nb = 1979-05-27\nc = [inf, 1]\n__proto__ = 1", { a: 31, c: [null, 1] }],
    ["yaml", "a: 0x1F\nb: !t 1\nc: [.inf, 1]\n__proto__: 1", { a: 31, c: [null, 1] }],
    ["json", '{"b": 1e999, "c": [1e999, 1], "__proto__": 1}', { c: [null, 1] }],
    ["yaml", "a: &a { x: 1 }\nb: *a\nc: &a 2\nd: *a", { a: { x: 1 }, b: { x: 1 }, c: 2, d: 2 }],
  ] as const)("%s %j", (format, text, kept) => {
    expect(JSON.parse(JSON.stringify(read(format, text).data))).toEqual(kept);
  });
});

describe("a secret near a fault is not in the message", () => {
  it.each([
    ["toml", `[connection]\npassword = "${SECRET}`],
    ["toml", `[connection]\npassword = ${SECRET}`],
    ["toml", `url = "postgres://u:${SECRET}@h/d" x`],
    ["yaml", `connection: {password: ${SECRET}`],
    ["yaml", `url: postgres: //u:${SECRET}@h/d`],
    ["yaml", `password: &${SECRET} &b 1`],
    ["yaml", `password: !${SECRET} 1`],
    ["yaml", `password: *${SECRET}`],
    ["json", `{"password": ${SECRET}}`],
    ["json", `{"password": "${SECRET}}`],
    ["json", `{"password": "${SECRET}" // note\n}`],
    ["dotenv", `PASSWORD='${SECRET}' x`],
    ["dotenv", `${SECRET}`],
  ] as const)("%s %j", (format, text) => {
    const { problems: found } = read(format, text);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain(SECRET);
  });

  it.each([
    ["toml", "password = 0x1F2E"],
    ["yaml", "connection:\n  password: 0123"],
  ] as const)("nor is an odd number that is one: %s", (format, text) => {
    const { problems: found } = read(format, text);
    expect(found).toHaveLength(1);
    expect(`${found[0]!.message} ${found[0]!.help}`).not.toMatch(/1F2E|7982|123/);
  });
});

it("says of JSON with comments or trailing commas what is wrong with it", () => {
  expect(read("json", '{"a": 1, // x\n}').problems[0]).toMatchObject({
    message: "A comment stands here, and plain JSON has none",
    help: expect.stringContaining("TOML or YAML"),
  });
  expect(read("json", '{"a": 1,}').problems[0]!.message).toMatch(/trailing commas/);
});

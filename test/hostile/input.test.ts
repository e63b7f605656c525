// input that is broken, enormous or meant to harm: it ends soon, in findings or in an error that is one sentence
import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, test } from "vitest";
import { isPoolcfgError } from "../../src/errors.ts";
import { type Inspection, inspectPoolConfig, type LoadOptions, loadPoolConfigSync } from "../../src/load.ts";
import { folder, poolcfg } from "../cli/_run.ts";

// a quadratic reader takes minutes
const SOON = { timeout: 20_000 };

afterEach(() => {
  expect(({} as { x?: unknown }).x).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

function inspect(options: LoadOptions): Inspection | Error {
  try {
    return inspectPoolConfig({ env: {}, dotenv: false, ...options });
  } catch (error) {
    if (!isPoolcfgError(error)) throw error;
    return error;
  }
}

/** What was said: the rules of the findings, or the code of the error. */
function said(options: LoadOptions): string[] {
  const seen = inspect(options);
  if (seen instanceof Error) return [(seen as unknown as { code: string }).code];
  return [...new Set(seen.findings.map(({ rule }) => rule))];
}

function expectPlain(text: string): void {
  expect(text).not.toMatch(/\n\s+at |node:internal|TypeError|RangeError|undefined|\[object/);
}

type Format = "toml" | "yaml" | "json" | "dotenv";
const NAMES: Record<Format, string> = {
  toml: "poolcfg.toml",
  yaml: "poolcfg.yaml",
  json: "poolcfg.json",
  dotenv: ".env",
};

/** Text by name: the format, what stands in the file, and the rule or error code that is to be among what is said. */
const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");
const deep = 10_000;
const TEXTS: Record<string, readonly [Format, string | Uint8Array, string | undefined]> = {
  "a bomb of aliases": [
    "yaml",
    `${many(9, (at) => `k${at}: &a${at} [${Array(9).fill(at === 0 ? "x" : `*a${at - 1}`)}]`)}\n`,
    "too-many-aliases",
  ],
  "__proto__ in TOML": [
    "toml",
    "[__proto__]\nx = 1\n[pool.__proto__]\nx = 1\n[pools.__proto__]\nmax = 3\n",
    "forbidden-key",
  ],
  "constructor in TOML": [
    "toml",
    "[constructor.prototype]\nx = 1\n[profiles.constructor.pool]\nmax = 2\n",
    "forbidden-key",
  ],
  "__proto__ in YAML": [
    "yaml",
    "__proto__:\n  x: 1\npools:\n  __proto__: { max: 3 }\nrules: { __proto__: off }\n",
    "forbidden-key",
  ],
  "__proto__ in JSON": [
    "json",
    '{"__proto__": {"x": 1}, "pools": {"__proto__": {"max": 3}}, "profiles": {"constructor": {}}}',
    "forbidden-key",
  ],
  "__proto__ in .env": [
    "dotenv",
    "__proto__=1\nconstructor=2\nPOOL_MAX=$__proto__\nPOOL_MIN=${constructor}\n",
    "unset-reference",
  ],
  "names of Object.prototype": [
    "toml",
    "[pools.toString]\nmax = 3\n[profiles.valueOf.pool]\nmax = 3\n[rules]\nhasOwnProperty = 'off'\n",
    "unknown-key",
  ],
  "NUL bytes": ["toml", "[pool]\nmax = 3\0\n", "input"],
  "NUL bytes in .env": ["dotenv", "POOL_MAX=3\0\n", "input"],
  "invalid UTF-8": ["toml", Uint8Array.from([0x61, 0x3d, 0x22, 0xff, 0x22]), "input"],
  "UTF-16": ["json", Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), "input"],
  "a byte order mark": ["toml", "\ufeff[pool]\nmax = 3\n", undefined],
  "a byte order mark in YAML": ["yaml", "\ufeffpool:\n  max: 3\n", undefined],
  "a byte order mark in JSON": ["json", '\ufeff{"pool":{"max":3}}', undefined],
  "a byte order mark in .env": ["dotenv", "\ufeffPOOL_MAX=3\n", undefined],
  "Windows line breaks": ["toml", "[pool]\r\nmax = 3\r\n", undefined],
  "Windows line breaks in .env": ["dotenv", "POOL_MAX=3\r\nPOOL_MIN='1'\r\n", undefined],
  "a key twice in TOML": ["toml", "[pool]\nmax = 3\nmax = 4\n", "duplicate-key"],
  "a key twice in YAML": ["yaml", "pool:\n  max: 3\n  max: 4\n", "duplicate-key"],
  "a key twice in JSON": ["json", '{"pool":{"max":3,"max":4}}', "duplicate-key"],
  "a key twice in .env": ["dotenv", "POOL_MAX=3\nPOOL_MAX=4\n", "duplicate-key"],
  "a date": ["toml", "[pool]\nmax = 2024-01-01\n", "unsupported-value"],
  "a number in hexadecimal": ["toml", "[pool]\nmax = 0x10\n", "odd-number"],
  "a number in octal": ["yaml", "pool:\n  max: 010\n", "odd-number"],
  "an infinite number": ["toml", "[pool]\nmax = inf\n", "unsupported-value"],
  "no number at all": ["toml", "[pool]\nmax = nan\n", "unsupported-value"],
  "an infinite number in YAML": ["yaml", "pool:\n  max: .inf\n  min: .nan\n", "unsupported-value"],
  "1e400": ["json", '{"pool":{"max":1e400}}', "unsupported-value"],
  "1e300": ["json", '{"pool":{"idleTimeout":1e300}}', "unsupported-value"],
  "a large integer": ["toml", "[pool]\nmax = 9223372036854775807\n", "unsupported-value"],
  "a huge integer": ["yaml", `pool:\n  max: ${"9".repeat(400)}\n`, "unsupported-value"],
  "an exponent": ["toml", "[pool]\nmax = 1e1\n", undefined],
  "Indic digits": ["toml", '[pool]\nmax = "१०"\n', "wrong-type"],
  "Indic digits in .env": ["dotenv", "POOL_MAX=१०\nPOOL_IDLE_TIMEOUT=१०s\n", "wrong-type"],
  "a length of time of many digits": ["toml", `[pool]\nidleTimeout = "${"9".repeat(60)}d"\n`, "wrong-type"],
  "a length of time below a millisecond": ["toml", '[pool]\nidleTimeout = "0.0001s"\n', "wrong-type"],
  "deep lists in TOML": ["toml", `a = ${"[".repeat(deep)}${"]".repeat(deep)}`, "too-deep"],
  "deep lists in YAML": ["yaml", `a: ${"[".repeat(deep)}${"]".repeat(deep)}`, "too-deep"],
  "deep lists in JSON": ["json", `{"a": ${"[".repeat(deep)}${"]".repeat(deep)}}`, "too-deep"],
  "deep tables": ["toml", `[${Array(deep).fill("a").join(".")}]\n`, "too-deep"],
  "20,000 unknown keys": ["toml", many(20_000, (at) => `key${at} = 1`), "unknown-key"],
  "20,000 unknown keys in YAML": ["yaml", many(20_000, (at) => `key${at}: 1`), "unknown-key"],
  "20,000 unknown keys in JSON": ["json", `{${many(20_000, (at) => `"key${at}": 1,`)} "a": 1}`, "unknown-key"],
  "20,000 unknown keys in the pool": ["toml", `[pool]\n${many(20_000, (at) => `key${at} = 1`)}`, "unknown-key"],
  "20,000 variables": ["dotenv", many(20_000, (at) => `POOL_MAXX${at}=1`), undefined],
  "20,000 lines that set nothing": ["dotenv", many(20_000, () => "POOL_MAX 1"), "ignored-line"],
  "2,000 named pools": ["toml", many(2_000, (at) => `[pools.p${at}]\nmax = 0`), "out-of-range"],
  "2,000 profiles": ["toml", many(2_000, (at) => `[profiles.p${at}.pool]\nmax = 0`), "out-of-range"],
  "a key of a megabyte": ["toml", `${"k".repeat(1_000_000)} = 1\n`, "unknown-key"],
  "a value of a megabyte": [
    "toml",
    `[pool]\nmax = "${"1".repeat(1_000_000)}"\nidleTimeout = "${"1h".repeat(400_000)}"\n`,
    "wrong-type",
  ],
  "a DSN of a megabyte": [
    "toml",
    `[connection]\nurl = "postgresql://${"a:@?&=%".repeat(140_000)}"\n`,
    "input-too-large",
  ],
  "a DSN of a megabyte in .env": ["dotenv", `DATABASE_URL=postgresql://${"?a=".repeat(330_000)}`, "input-too-large"],
  "a DSN of many parameters": [
    "toml",
    `[connection]\nurl = "postgresql://h/d?${Array(8_000)
      .fill("unknown=1")
      .map((pair, at) => `${at}${pair}`)
      .join("&")}"\n`,
    undefined,
  ],
  "an empty file": ["toml", "", undefined],
  "an empty YAML file": ["yaml", "", undefined],
  "an empty JSON file": ["json", "", undefined],
  "only comments": ["toml", "# nothing\n# here\n", undefined],
  "only comments in YAML": ["yaml", "# nothing\n", undefined],
  "two documents": ["yaml", "---\npool: { max: 3 }\n---\npool: { max: 4 }\n", "syntax-error"],
  "pool as a list": ["toml", "[[pool]]\nmax = 3\n", "wrong-type"],
  "pool as a number": ["yaml", "pool: 3\n", "wrong-type"],
  "a list": ["json", "[1, 2]", "wrong-type"],
  "a text": ["json", '"pool"', "wrong-type"],
  null: ["json", "null", undefined],
  "control characters": ["yaml", 'pool:\n  "\\e[31mmax\\e[0m": 3\n  "\\u202emin": 1\n', "unknown-key"],
  "line separators": ["toml", '[pool]\n"ma\u2028x" = 3\n', "unknown-key"],
};

describe("a text", () => {
  test.each(Object.entries(TEXTS))("%s", SOON, async (_, [format, content, expected]) => {
    const cwd = folder({});
    writeFileSync(join(cwd, NAMES[format]), content);
    const rules = said({ cwd, dotenv: true });
    if (expected !== undefined) expect(rules).toContain(expected);
    for (const output of ["concise", "json"]) {
      const { code, out, err } = await poolcfg(["validate", "--format", output, "--verbose"], { cwd });
      expect([0, 1, 2]).toContain(code);
      if (expected === "input") expect(code).toBe(2);
      expectPlain(err);
      if (output === "json") JSON.parse(out);
      // eslint and editors read these lines, so none may hold a control character
      else expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
    }
  });

  it("gives the value where only its dress is unusual", () => {
    for (const name of Object.keys(TEXTS).filter((key) => /mark|Windows/.test(key))) {
      const [format, content] = TEXTS[name]!;
      const cwd = folder({ [NAMES[format]]: content as string });
      expect(loadPoolConfigSync({ cwd, env: {} }).pool.max, name).toBe(3);
    }
  });
});

describe("a file", () => {
  const big = (path: string) => {
    const file = openSync(path, "w");
    ftruncateSync(file, 100 * 1024 * 1024);
    closeSync(file);
  };
  const FILES: Record<string, (path: string) => void> = {
    "of 100 MB": big,
    "that is a folder": (path) => mkdirSync(path),
    "that is a pipe": (path) => execFileSync("mkfifo", [path]),
    "that is an endless device": (path) => symlinkSync("/dev/zero", path),
    "that links to itself": (path) => symlinkSync(path, path),
    "that links to nothing": (path) => symlinkSync(`${path}.gone`, path),
    "that is not there": () => {},
  };
  const COMMANDS: Record<string, (path: string) => string[]> = {
    "as config": (path) => ["validate", "--config", path],
    "as operand": (path) => ["validate", path],
    "as .env": (path) => ["validate", "--env-file", path],
    "to import": (path) => ["import", path, "--from", "knex"],
    "to compare": (path) => ["diff", path, path],
    "to check": (path) => ["render", "--target", "knex", "--check", path],
  };
  const cells = Object.keys(FILES).flatMap((file) => Object.keys(COMMANDS).map((command) => [file, command] as const));
  it.each(cells)("%s, %s", SOON, async (file, command) => {
    const cwd = folder({});
    FILES[file]!(join(cwd, "x.toml"));
    const { code, out, err } = await poolcfg(COMMANDS[command]!("x.toml"), { cwd });
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/^error: .*x\.toml.*\n$/);
    expectPlain(err);
  });

  it.each(["of 100 MB", "that is a pipe", "that is an endless device", "that is a folder", "that is not there"])(
    "%s, mounted as a secret",
    SOON,
    (name) => {
      const cwd = folder({});
      FILES[name]!(join(cwd, "x"));
      expect(said({ cwd, env: { PGPASSWORD_FILE: join(cwd, "x") } })).toContain("unreadable-secret-file");
    },
  );

  it("of 100 MB on stdin", SOON, async () => {
    async function* endless() {
      for (;;) yield "a".repeat(1024 * 1024);
    }
    const { code, err } = await poolcfg(["validate", "-"], { stdin: endless() });
    expect(code).toBe(2);
    expect(err).toContain("5 MiB");
  });

  // root may read every file
  it.skipIf(process.getuid?.() === 0)("that may not be read (skipped for root, who may read all)", async () => {
    const cwd = folder({ "x.toml": "" });
    chmodSync(join(cwd, "x.toml"), 0);
    const { code, err } = await poolcfg(["validate", "x.toml"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("may not read it");
  });

  it("that is named .env and is a virtual environment of Python", async () => {
    const cwd = folder({ ".env/bin/activate": "" });
    expect((await poolcfg(["validate"], { cwd })).code).toBe(0);
  });
});

describe("extends", () => {
  it.each([
    ["a circle", { "poolcfg.toml": 'extends = "a.toml"\n', "a.toml": 'extends = "poolcfg.toml"\n' }, "cyclic-extends"],
    ["itself", { "poolcfg.toml": 'extends = ["poolcfg.toml", "./poolcfg.toml"]\n' }, "cyclic-extends"],
    [
      "nothing that is there",
      { "poolcfg.toml": 'extends = ["gone.toml", "", "/dev/zero", "."]\n' },
      "unreadable-extends",
    ],
    ["no path", { "poolcfg.toml": "extends = [1, {}]\n" }, "wrong-type"],
    [
      "a long chain",
      Object.fromEntries(
        Array.from({ length: 30 }, (_, at) => [
          at === 0 ? "poolcfg.toml" : `${at}.toml`,
          `extends = "${at + 1}.toml"\n`,
        ]),
      ),
      "cyclic-extends",
    ],
    [
      "a tree that doubles at every level",
      Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [
          at === 0 ? "poolcfg.toml" : `${at}.toml`,
          `extends = [${Array(8).fill(`"${at + 1}.toml"`)}]\n`,
        ]),
      ),
      "cyclic-extends",
    ],
  ] as [string, Record<string, string>, string][])("%s", SOON, (_, files, rule) => {
    expect(said({ cwd: folder(files) })).toContain(rule);
  });
});

describe("what a program hands over", () => {
  const own = (name: string, value: unknown) => Object.defineProperty({}, name, { value, enumerable: true });
  const circle: Record<string, unknown> = {};
  circle.pool = circle;
  circle.pools = circle;
  const OPTIONS: Record<string, LoadOptions> = {
    "a pool named __proto__": { config: { pools: own("__proto__", { max: 3, x: 1 }) } as never },
    "a profile named __proto__": {
      config: { profiles: own("__proto__", { pool: { max: 3 } }) } as never,
      profile: "__proto__",
    },
    "a key __proto__": { config: own("__proto__", { x: 1 }) as never },
    "a rule named __proto__": { config: { rules: own("__proto__", { severity: "off", x: 1 }) } as never },
    "overrides named __proto__": { overrides: own("__proto__", { x: 1 }) as never },
    "an override of a pool named __proto__": { overrides: { "pools.__proto__.max": "3" } },
    "an override with empty parts": { overrides: { "pool..max": 1, "pool.a__b": 2, "": 3, ".": 4 } },
    "variables named __proto__": { env: own("__proto__", "1") as never },
    "a circle": { config: circle as never },
    "values of every kind": {
      config: {
        pool: {
          max: 3n,
          min: Symbol("x"),
          idleTimeout: () => 1,
          maxLifetime: new Date(),
          maxUses: Number.NaN,
          keepAlive: -0,
        },
      } as never,
    },
    "infinite numbers": {
      overrides: { "pool.max": Number.POSITIVE_INFINITY, "pool.min": Number.NaN, "pool.idleTimeout": 1e300 },
    },
    "a DSN of a megabyte": { dsn: `postgresql://a:${"@#?/".repeat(250_000)}` },
    "a variable of a megabyte": {
      env: { DATABASE_URL: `postgresql://h/d?${"a=1&".repeat(250_000)}`, POOL_MAX: "9".repeat(1_000_000) },
    },
    "settings of a megabyte in key=value form": { dsn: "a=1 ".repeat(250_000) },
    "an empty DSN": { dsn: "" },
    "lone surrogates": {
      overrides: { "connection.user": "\ud800", "connection.host": "\udfff" },
      dsn: "postgresql://\ud800@h/\udc00",
    },
    "a chosen pool named __proto__": { pool: "__proto__" },
    "a chosen profile of Object.prototype": { profile: "toString" },
  };
  test.each(Object.entries(OPTIONS))("%s", SOON, (_, options) => {
    const seen = inspect({ cwd: folder({}), ...options });
    if (seen instanceof Error) return expectPlain(seen.message);
    for (const { message, help = "", legal = "" } of seen.findings) {
      expectPlain([message, help, legal].join(" | "));
      expect(message.length).toBeLessThan(1_000);
    }
    expect(Object.getPrototypeOf(seen.config.pools)).toSatisfy((found) => found === null || found === Object.prototype);
    expect(seen.config.pool.max).toBeGreaterThan(0);
    const times = Object.values(seen.config.pool).filter((value) => typeof value === "number");
    for (const time of times) expect(Number.isFinite(time)).toBe(true);
  });

  it.each([
    "pools.__proto__.max=3",
    "__proto__.x=1",
    "constructor.prototype.x=1",
    "pool.__proto__.x=1",
    "=1",
    "pool.max",
    "pool..max=1",
    `pool.max=${"9".repeat(100_000)}`,
    `${"pool.".repeat(10_000)}max=1`,
  ])("--set %.60s", async (word) => {
    const { code, err } = await poolcfg(["validate", "--set", word]);
    expect([1, 2]).toContain(code);
    expectPlain(err);
  });
});

// input that is broken, enormous or meant to harm: it ends soon, in findings or in an error that is one sentence
import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, test } from "vitest";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { type Inspection, inspectPoolConfig, type LoadOptions, loadPoolConfigSync } from "../../src/load/index.ts";
import { folder, poolcfg } from "../cli/_run.ts";
import { NAMES, TEXTS } from "./_texts.ts";

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

describe("a key of very many parts", () => {
  const key = `spring.datasource.${"a.".repeat(100_000)}b`;
  test.each([
    ["application.properties", `${key}=1\nspring.datasource.url=jdbc:postgresql://db/x\n`, "spring-boot"],
    ["application.properties", `quarkus.datasource.${"a.".repeat(100_000)}b=1\n`, "quarkus"],
    [
      "application.json",
      JSON.stringify({ spring: { [key]: 1, datasource: { ["x.".repeat(10_000)]: 1 } } }),
      "spring-boot",
    ],
    [".env", `PG${"__A".repeat(100_000)}=1\nPG__HOST=db\n`, "deadpool"],
  ])("%s, of %#", SOON, async (name, text, from) => {
    const { code, err } = await poolcfg(["import", name, "--from", from], { cwd: folder({ [name]: text }) });
    expect([0, 1, 2]).toContain(code);
    expectPlain(err);
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
    "as .env": (path) => ["validate", "--dotenv", path],
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
    expect((await poolcfg(["validate", "--allow-incomplete"], { cwd })).code).toBe(0);
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

// random text through every source: nothing is thrown but an error of poolcfg's own, and no finding tells the password
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { inspectPoolConfig, type LoadOptions } from "../../src/load/index.ts";
import { parseDsn } from "../../src/load/parse-dsn.ts";
import { folder, poolcfg } from "../cli/_run.ts";
import { CANARY } from "./_canary.ts";

const RUNS = { numRuns: 400 };
const SLOW = { timeout: 60_000 };

const WORDS = [
  ..."[]{}()=:,;.#?/@&%$*!|<>-+_'\"`\\\n\t ",
  "pool",
  "max",
  "connection",
  "url",
  "password",
  "pools",
  "profiles",
  "rules",
  "extends",
  "preset",
  "database",
  "__proto__",
  "constructor",
  "toString",
  "postgresql://",
  "sslmode",
  "connection_limit=5",
  "30s",
  "off",
  "0",
  "-1",
  "1e999",
  "%",
  "%zz",
  "\u0000",
  "\ud800",
  "\u202e",
  "\ufeff",
  "${",
  "}",
];
const text = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
      { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
    ),
    {
      maxLength: 40,
    },
  )
  .map((words) => words.join(""));

const cwd = folder({});

/** Everything that is said about it. */
function told(options: LoadOptions): string {
  try {
    const { findings, origins } = inspectPoolConfig({ cwd, env: {}, dotenv: false, ...options });
    return JSON.stringify([findings, origins]);
  } catch (error) {
    if (!isPoolcfgError(error)) throw error;
    return JSON.stringify([error.message, error.stack]);
  }
}

const read =
  (name: string) =>
  (content: string): LoadOptions => ({ text: { name, content, format: name } });
const SOURCES: Record<string, (text: string) => LoadOptions> = {
  toml: read("toml"),
  yaml: read("yaml"),
  json: read("json"),
  DSN: (dsn) => ({ dsn }),
  "DSN after a scheme": (rest) => ({ dsn: `postgresql://${rest}` }),
  "DSN of each dialect": (rest) => ({ dsn: `postgresql://h/d?${rest}`, dialect: "prisma" }),
  DATABASE_URL: (value) => ({ env: { DATABASE_URL: value } }),
  "a variable": (value) => ({
    env: { POOL_MAX: value, POOL_IDLE_TIMEOUT: value, PGHOST: value, PGPASSWORD_FILE: value },
  }),
  "the name of a variable": (name) => ({ env: { [name]: "1", [`POOL_${name}`]: "1", [`PG${name}_FILE`]: "x" } }),
  "the value of an override": (value) => ({ overrides: { "pool.max": value, "connection.port": value } }),
  "the name of an override": (name) => ({ overrides: { [name]: "1" } }),
  "a path under pool": (name) => ({ overrides: { [`pool.${name}`]: "1" } }),
  "names of pools, profiles and rules": (name) => {
    const of = (value: unknown) => Object.defineProperty({}, name, { value, enumerable: true }) as never;
    return { config: { pools: of({ max: 1 }), profiles: of({ pool: { max: 1 } }), rules: of("off") }, profile: name };
  },
  "a profile": (profile) => ({ profile }),
  "a reference": (config) => ({ config: `gone/${config}` }),
};

describe("random text", () => {
  test.each(Object.entries(SOURCES))("as %s", SLOW, (_, make) => {
    fc.assert(
      fc.property(text, (written) => {
        told(make(written));
      }),
      RUNS,
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("as .env", SLOW, async () => {
    const { readDotenv } = await import("../../src/formats/read.ts");
    const { dotenvFindings } = await import("../../src/load/dotenv.ts");
    fc.assert(
      fc.property(text, (written) => {
        const document = readDotenv(written, ".env");
        for (const { origin } of dotenvFindings(document)) expect(origin?.label).toMatch(/\.env/);
      }),
      RUNS,
    );
  });

  test("as --set", SLOW, async () => {
    await fc.assert(
      fc.asyncProperty(text, async (written) => {
        const { code } = await poolcfg(["validate", `--set=${written}`], { cwd });
        expect([0, 1, 2]).toContain(code);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a password between random text is not told", () => {
  // what stands around a password in a connection string or a file, however broken
  const piece = fc.array(fc.constantFrom(..."#?/@[]%&=:.$ ", "x", "1"), { maxLength: 6 }).map((list) => list.join(""));
  const frames: Record<string, (before: string, after: string) => LoadOptions> = {
    "in the password of a DSN": (a, b) => ({
      dsn: `postgresql://app:${a}${CANARY}${b}@db.example:5432/shop?sslmode=require`,
    }),
    "in the password of DATABASE_URL": (a, b) => ({
      env: { DATABASE_URL: `postgresql://app:${a}${CANARY}${b}@db/shop` },
    }),
    "in the password of a file": (a, b) =>
      read("toml")(`[connection]\nurl = '${`postgresql://app:${a}${CANARY}${b}@db/shop`}'\n`),
    "in a password parameter": (a, b) => ({
      dsn: `postgresql://db/shop?password=${a.replace(/[&#=]/g, "")}${CANARY}${b}`,
    }),
    "in the key=value form": (a, b) => ({ dsn: `host=db password='${a}${CANARY}${b}' dbname=shop` }),
    "in a setting": (a, b) => ({
      overrides: { "connection.password": `${a}${CANARY}${b}`, "connection.url": `${a}${CANARY}${b}` },
    }),
  };
  it.each(Object.entries(frames))("%s", SLOW, (_, frame) => {
    fc.assert(
      fc.property(piece, piece, (before, after) => {
        const options = frame(before, after);
        expect(told(options)).not.toContain(CANARY);
        if (options.dsn !== undefined) expect(JSON.stringify(parseDsn(options.dsn).findings)).not.toContain(CANARY);
      }),
      RUNS,
    );
  });
});

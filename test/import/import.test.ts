// what texts, tables and variables are taken for
import { describe, expect, test } from "vitest";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { recognise } from "../../src/import/detect.ts";
import { type ImportOptions, importConfig } from "../../src/import/index.ts";
import type { Target } from "../../src/mapping/define.ts";
import { targets } from "../../src/targets/registry.gen.ts";

function stated(input: string | object, options: Partial<ImportOptions> = {}) {
  return importConfig(input, { from: "auto", statedOnly: true, ...options });
}

describe("a text is taken for what it is", () => {
  test.each<[string, string, string | undefined, string | undefined, Record<string, unknown>]>([
    ["JSON", '{ "client": "pg", "pool": { "max": 4 } }', undefined, "knex", { "pool.max": 4 }],
    ["YAML", "client: pg\npool:\n  max: 4\n", undefined, "knex", { "pool.max": 4 }],
    ["TOML by its name", 'client = "pg"\n[pool]\nmax = 4\n', "db.toml", "knex", { "pool.max": 4 }],
    ["a knexfile by its name", '{ "pool": { "max": 4 } }', "app/knexfile.json", "knex", { "pool.max": 4 }],
    ["variables", "POOL_MAX=4\nPGHOST=h\n", undefined, undefined, { "pool.max": 4, "connection.host": "h" }],
    ["variables by their name", "# none\nPOOL_MAX=4\n  odd\n", ".env.local", undefined, { "pool.max": 4 }],
    [
      "variables with a URL of Prisma",
      "export DATABASE_URL=postgresql://h/d?connection_limit=5&pool_timeout=7\nFOO=1",
      undefined,
      "prisma",
      { "connection.url": "postgresql://h/d", "pool.max": 5, "pool.acquireTimeout": "7s" },
    ],
    [
      "a URL that refers to variables",
      "NAME=d\nDATABASE_URL=postgresql://h/${NAME}?connection_limit=5\n",
      undefined,
      "prisma",
      { "connection.url": "postgresql://h/d", "pool.max": 5 },
    ],
    ["a URL of no tool", "postgresql://h/d", undefined, undefined, { "connection.url": "postgresql://h/d" }],
    [
      "a URL of another language",
      "postgresql://h/d?pool_max_conns=5",
      undefined,
      "pgxpool",
      { "connection.url": "postgresql://h/d", "pool.max": 5 },
    ],
    ["bare parameters", "?connect_timeout=5", undefined, undefined, { "pool.connectTimeout": "5s" }],
    ["bare parameters of pgxpool", "?pool_max_conns=5", undefined, "pgxpool", { "pool.max": 5 }],
    ["bare parameters of Prisma", "?connection_limit=5", undefined, "prisma", { "pool.max": 5 }],
  ])("%s", (_, text, name, from, values) => {
    const imported = stated(text, name === undefined ? {} : { name });
    expect(imported.values).toEqual(values);
    expect(imported.from).toBe(from);
    expect(imported.recognised === undefined).toBe(from === undefined);
    expect(imported.findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  test.each<[string, string]>([
    ["nothing", "FOO=1\nBAR=2\n"],
    ["names that are not ours are not guessed at", "DB_POOL_MAX=5\nDB_HOST=h\n"],
  ])("%s", (_, text) => {
    expect(() => stated(text)).toThrow(/There is nothing of a pool/);
  });
});

describe("variables", () => {
  test("POOL_* goes before the URL, and the URL before PG*", () => {
    const text = "DATABASE_URL=postgresql://u@h/d?connection_limit=5\nPOOL_MAX=6\nPGHOST=other\nPGAPPNAME=a\n";
    expect(stated(text).values).toEqual({
      "connection.url": "postgresql://u@h/d",
      "pool.max": 6,
      "connection.applicationName": "a",
    });
  });

  test("are read as the tool reads them that is named", () => {
    const text = "DATABASE_URL=postgresql://u@h/d?connection_limit=5&statement_timeout=7000\n";
    const { values, findings } = stated(text, { from: "knex", name: ".env" });
    expect(values).toEqual({ "connection.url": "postgresql://u@h/d", "session.statementTimeout": "7s" });
    expect(findings.map(({ rule, origin }) => [rule, origin?.label])).toEqual([
      ["ignored-dsn-parameter", "DATABASE_URL in .env:1"],
    ]);
  });

  test("have their faults at their lines", () => {
    const { findings } = stated("POOL_MAX=many\nDATABASE_URL=postgresql://h/d?connection_limit=x\n", { name: ".env" });
    expect(findings.map(({ rule, origin }) => [rule, origin?.label])).toEqual([
      ["wrong-type", "POOL_MAX in .env:1"],
      ["wrong-type", expect.stringMatching(/DATABASE_URL.*\.env:2/)],
    ]);
  });

  test("the references of a file look in what is given, and nowhere else", () => {
    process.env.POOLCFG_TEST_CANARY = "canary";
    const text = "PGHOST=${POOLCFG_TEST_CANARY}\nPOOL_MAX=3\n";
    expect(stated(text).values).toEqual({ "pool.max": 3 });
    expect(stated(text, { env: { POOLCFG_TEST_CANARY: "h" } }).values).toMatchObject({ "connection.host": "h" });
    delete process.env.POOLCFG_TEST_CANARY;
  });
});

test("a .env file brings what the tool does by itself, and what it makes of the URL", () => {
  const text = "DATABASE_URL=postgres://u@h/d?max=5&idle_timeout=20\n";
  const { values, findings } = importConfig(text, { from: "postgres-js", name: ".env" });
  expect(values).toMatchObject({
    ...{ "connection.url": "postgres://u@h/d", "pool.idleTimeout": "20s" },
    ...{ "pool.acquireTimeout": "off", "pool.connectTimeout": "30s", "pool.keepAlive": "1m" },
  });
  expect(findings.map(({ rule }) => rule)).toEqual(["misread-dsn-parameter"]);
  expect(findings[0]!.origin!.label).toBe("DATABASE_URL in .env:1");
});

describe("environments", () => {
  const knexfile = {
    development: { client: "pg", pool: { max: 3 } },
    production: { client: "pg", pool: { max: 9 } },
  };

  test("NODE_ENV chooses, and that is said", () => {
    const imported = stated(knexfile, { env: { NODE_ENV: "production" } });
    expect(imported).toMatchObject({ values: { "pool.max": 9 }, environment: "production" });
    expect(imported.text).toMatch(/^# imported from knex, environment production$/m);
  });

  test("the option goes before it", () => {
    const imported = stated(knexfile, { env: { NODE_ENV: "production" }, environment: "development" });
    expect(imported.values).toEqual({ "pool.max": 3 });
    expect(imported.environment).toBeUndefined();
  });

  test("a NODE_ENV that is not there chooses nothing", () => {
    expect(() => stated(knexfile, { env: { NODE_ENV: "test" } })).toThrow(/Say which with --environment/);
    expect(stated({ client: "pg", pool: { max: 3 } }, { env: { NODE_ENV: "pool" } }).values).toEqual({ "pool.max": 3 });
  });

  test("what one of them says is compared with what the tool does in another", () => {
    expect(() => stated({ ...knexfile, development: { client: "pg" } })).toThrow(/differ in pool\.max/);
    const same = { development: { client: "pg" }, production: { client: "pg", pool: { max: 10, min: 2 } } };
    expect(stated(same).values).toEqual({ "pool.max": 10, "pool.min": 2 });
    const follows = { a: { max: 7, host: "a" }, b: { max: 7, host: "b", connectionTimeoutMillis: 0 } };
    expect(stated(follows, { from: "node-postgres" }).values).toEqual({ "pool.max": 7, "pool.acquireTimeout": "off" });
  });

  test("a default of the tool differs from a setting", () => {
    const base = { dialect: "postgres", username: "u", host: "h" };
    const config = { development: base, production: { ...base, pool: { max: 20, min: 5, acquire: 60_000 } } };
    expect(() => importConfig(config, { from: "sequelize" })).toThrow(/differ in pool\.max, pool\.min/);
  });

  test("what is filled in later in one of them is left out, and that is said", () => {
    const { values, text } = stated({ ...knexfile, development: { client: "pg", pool: { max: "${MAX}" } } });
    expect(values).toEqual({});
    expect(text).toContain("# pool.max cannot be read in all of development, production, and is left out\n");
  });

  test("what knex init writes: one is for another database", () => {
    const server = { client: "postgresql", connection: { database: "d", user: "u", password: "p" } };
    const pool = { min: 2, max: 10 };
    const config = {
      development: { client: "sqlite3", connection: { filename: "./dev.sqlite3" } },
      staging: { ...server, pool },
      production: { ...server, connection: { ...server.connection, user: "v" }, pool },
    };
    const { values, text, findings } = stated(config);
    expect(findings).toEqual([]);
    expect(values).toEqual({
      ...{ "pool.max": 10, "pool.min": 2 },
      ...{ "connection.database": "d", "connection.password": "p" },
    });
    expect(text).toContain("# development is left out: it is for another database, sqlite3\n");
    expect(text).toContain("# connection.user differs between staging, production, and is left out\n");
    expect(stated(config, { environment: "development" }).findings.map(({ rule }) => rule)).toEqual(["not-postgresql"]);
  });

  test("the members of a list are known by their names, and have their places", () => {
    const text =
      '[{ "name": "main", "client": "pg", "pool": { "max": "x" } }, { "client": "pg", "pool": { "max": 9 } }]';
    const { findings } = stated(text, { environment: "main" });
    expect(findings.map(({ rule, origin }) => [rule, origin?.column])).toEqual([
      ["wrong-type", text.indexOf('"x"') + 1],
    ]);
    expect(stated(text, { environment: "1" }).values).toEqual({ "pool.max": 9 });
  });
});

describe("findings", () => {
  test("have the severities of [rules]", () => {
    const input = { client: "pg", pool: { max: 3, propagateCreateError: false } };
    const severity = (rules: ImportOptions["rules"]) =>
      stated(input, { rules: rules! }).findings.map((one) => one.severity);
    expect(severity({})).toEqual(["warning"]);
    expect(severity({ "create-error-hidden": { severity: "error" } as never })).toEqual(["error"]);
    expect(severity({ "create-error-hidden": { severity: "off" } as never })).toEqual([]);
  });

  test("never hold a connection string with its password", () => {
    const { findings } = stated({ client: "pg", pool: { max: "postgres://u:canary@h/d" } });
    expect(findings).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain("canary");
  });
});

describe("ties", () => {
  const [one] = targets.filter(({ id }) => id === "knex");
  const two = (more: Partial<Target>): Target => ({ ...one!, ...more });
  const claims = (...list: Target[]) => list.map((target) => ({ target, kind: { path: "x.json" } }));
  const data = { client: "pg", pool: { max: 3 } };

  test("the library whose own options they are is taken", () => {
    expect(recognise(data, { claims: claims(two({ id: "b", wraps: "a" }), two({ id: "a" })) }).target.id).toBe("a");
  });

  test("what is installed goes before that", () => {
    const wrapper = two({ id: "b", wraps: "a", package: { name: "b", range: ">=2 <3" } });
    const hints = { claims: claims(two({ id: "a" }), wrapper), dependency: (name: string) => ({ b: "^2.1.0" })[name] };
    expect(recognise(data, hints)).toMatchObject({
      target: { id: "b" },
      recognised: expect.stringContaining("package.json"),
    });
    const older = { ...hints, dependency: (name: string) => ({ b: "^1.0.0" })[name] };
    expect(recognise(data, older).target.id).toBe("a");
  });

  test("of two that hand options on, the one over what is installed is taken", () => {
    const list = [two({ id: "a", wraps: "pg" }), two({ id: "b", wraps: "postgres" })];
    const hints = { claims: claims(...list), dependency: (name: string) => ({ postgres: "^3.4.0" })[name] };
    expect(recognise(data, hints).target.id).toBe("b");
  });

  test("what is left is asked, whatever the order", () => {
    for (const list of [claims(two({ id: "a" }), two({ id: "b" })), claims(two({ id: "b" }), two({ id: "a" }))]) {
      let thrown: unknown;
      try {
        recognise(data, { claims: list });
      } catch (error) {
        thrown = error;
      }
      expect(isPoolcfgError(thrown) && thrown.code).toBe("usage");
      expect(String(thrown)).toMatch(/fit [ab] and [ab] equally well.*--from/);
    }
  });
});

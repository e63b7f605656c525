import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PoolConfigError } from "../../src/diagnostics/errors.ts";
import { inspectPoolConfig, type LoadOptions, loadPoolConfig, loadPoolConfigSync } from "../../src/load/index.ts";
import { definePoolConfig } from "../../src/model/input.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "poolcfg-load-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function files(all: Record<string, string>): void {
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}

function inspect(options: LoadOptions = {}) {
  return inspectPoolConfig({ cwd, env: {}, ...options });
}

function label(options: LoadOptions, path: string): string {
  return inspect(options).origins[path]!.label;
}

const SHAPE = { max: 15, min: 5, acquireTimeout: 30_000, idleTimeout: 600_000, maxLifetime: 1_800_000 };

test("an application's [database.pool] table loads, as the whole file and as one table of it", () => {
  const table =
    "[database.pool]\nmax_connections = 15\nmin_connections = 5\nconnection_timeout = 30\nidle_timeout = 600\nmax_lifetime = 1800\n";
  files({ "poolcfg.toml": table, "config/local.toml": `[http]\nport = 80\n${table}` });
  expect(inspect().config.pool).toMatchObject(SHAPE);
  expect(inspect({ config: "config/local.toml#database.pool" }).config.pool).toMatchObject(SHAPE);
  expect(inspect({ config: "config/local.toml#database" }).config.pool).toMatchObject(SHAPE);
  expect(
    inspect({ config: "config/local.toml#database.pool" }).findings.filter(({ severity }) => severity !== "info"),
  ).toEqual([]);
});

test("a Prisma DATABASE_URL loads from .env", () => {
  files({
    ".env":
      'DATABASE_URL="postgresql://user:password@host:5432/database?schema=public&connection_limit=20&pool_timeout=20&connect_timeout=10"\n',
  });
  const { config, origins, findings } = inspect();
  expect(config.pool).toMatchObject({ max: 20, acquireTimeout: 20_000, connectTimeout: 10_000 });
  expect(config.connection).toMatchObject({
    host: "host",
    port: 5432,
    user: "user",
    database: "database",
    schema: "public",
  });
  expect(config.connection.password?.reveal()).toBe("password");
  expect(origins["pool.max"]?.label).toBe("DATABASE_URL ?connection_limit in .env:1");
  expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
});

test("a config with nothing declared has every default, and no finding above info", () => {
  const { config, findings, origins } = inspect();
  expect(config.pool.max).toBe(10);
  expect(config.pool.maxIdle).toBe(10);
  expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  expect(origins["pool.max"]?.label).toBe("default");
});

test("precedence: default, preset, extends, file, profile, DSN, .env, env, argument", () => {
  const given = (tree: Record<string, string>, options: LoadOptions = {}) => {
    files(tree);
    return options;
  };
  const all: [string, number, () => LoadOptions][] = [
    ["default", 10, () => ({})],
    [
      "extends",
      2,
      () =>
        given({ "base.toml": "[pool]\nmax = 2\n", "poolcfg.toml": 'extends = "base.toml"\npreset = "development"\n' }),
    ],
    [
      "file",
      3,
      () => given({ "poolcfg.toml": 'extends = "base.toml"\n[pool]\nmax = 3\n[profiles.ci.pool]\nmax = 4\n' }),
    ],
    ["profile", 4, () => ({ profile: "ci" })],
    ["dsn", 5, () => ({ profile: "ci", dsn: "postgresql://h/db?connection_limit=5" })],
    [
      "dotenv",
      6,
      () => given({ ".env": "POOL_MAX=6\n" }, { profile: "ci", dsn: "postgresql://h/db?connection_limit=5" }),
    ],
    ["env", 7, () => ({ profile: "ci", env: { POOL_MAX: "7" } })],
    ["argument", 8, () => ({ profile: "ci", env: { POOL_MAX: "7" }, overrides: { "pool.max": 8 } })],
  ];
  for (const [source, max, options] of all) {
    const { config, origins } = inspect(options());
    expect([source, config.pool.max]).toEqual([source, max]);
    expect(origins["pool.max"]?.source).toBe(source);
  }
});

test.each<[string, Record<string, string>, LoadOptions, string, string]>([
  ["TOML", { "poolcfg.toml": "# pool\n[pool]\nmax = 5\n" }, {}, "pool.max", "poolcfg.toml:3:7"],
  ["YAML", { "poolcfg.yaml": "pool:\n  max: 5\n" }, {}, "pool.max", "poolcfg.yaml:2:8"],
  ["JSON", { "poolcfg.json": '{\n  "pool": { "max": 5 }\n}\n' }, {}, "pool.max", "poolcfg.json:2:20"],
  ["a dotted key", { "poolcfg.toml": "pool.max = 5\n" }, {}, "pool.max", "poolcfg.toml:1:12"],
  ["an alias", { "poolcfg.toml": "[pool]\nmax_connections = 5\n" }, {}, "pool.max", "poolcfg.toml:2:19"],
  ["a profile", { "poolcfg.toml": "[profiles.ci.pool]\nmax = 5\n" }, { profile: "ci" }, "pool.max", "poolcfg.toml:2:7"],
  ["a named pool", { "poolcfg.toml": "[pools.jobs]\nmax = 5\n" }, {}, "pools.jobs.pool.max", "poolcfg.toml:2:7"],
  [
    "extends",
    { "poolcfg.toml": 'extends = "a/b.yaml"\n', "a/b.yaml": "pool:\n  max: 5\n" },
    {},
    "pool.max",
    "a/b.yaml:2:8",
  ],
  [".env", { ".env": "A=1\nPOOL_MAX=5\n" }, {}, "pool.max", "POOL_MAX in .env:2"],
  ["env", {}, { env: { POOL_MAX: "5" } }, "pool.max", "POOL_MAX"],
  [
    "a DSN in env",
    {},
    { env: { DATABASE_URL: "postgresql://h/db?connection_limit=5" } },
    "pool.max",
    "DATABASE_URL ?connection_limit",
  ],
  ["libpq's env", {}, { env: { PGHOST: "db" } }, "connection.host", "PGHOST"],
  ["an argument", {}, { overrides: { "pool.max": "5" } }, "pool.max", "pool.max"],
])("the origin of a value in %s", (_, tree, options, path, expected) => {
  files(tree);
  expect(label(options, path)).toBe(expected);
});

test("a preset is named with its place", () => {
  files({ "poolcfg.toml": 'preset = "serverless"\n' });
  const { origins, config } = inspect();
  expect(config.preset).toBe("serverless");
  expect(origins["pool.max"]?.source).toBe("preset");
  expect(origins["pool.max"]?.label).toMatch(/^preset serverless:\d+:\d+$/);
});

test("named pools start from the main pool, and can stand in its place", () => {
  files({
    "poolcfg.toml":
      '[pool]\nmax = 4\nidle_timeout = "1m"\n[pools.reports]\nmax = 2\nrole = "replica"\nweight = 3\n[pools.reports.session]\nstatement_timeout = "5m"\n',
  });
  const { config } = inspect();
  expect(config.pools.reports).toMatchObject({
    role: "replica",
    weight: 3,
    pool: { max: 2, maxIdle: 2, idleTimeout: 60_000 },
    session: { statementTimeout: 300_000 },
  });
  expect(config.session.statementTimeout).toBeUndefined();
  const chosen = inspect({ pool: "reports" });
  expect(chosen.config.pool.max).toBe(2);
  expect(chosen.origins["pool.max"]?.label).toBe("poolcfg.toml:5:7");
  expect(() => inspect({ pool: "nope" })).toThrow(/reports/);
});

test.each([
  ["postgresql://reader@other/shop", { host: "other", port: undefined, user: "reader", database: "shop" }],
  ["postgresql://other:6000", { host: "other", port: 6000, user: "web", database: "main" }],
  // without a host of its own it is the main pool's server
  ["postgresql:///reports", { host: "db", port: 5433, user: "web", database: "reports" }],
])("the port of the main pool is not that of another host: %s", (url, expected) => {
  files({
    "poolcfg.toml": `[connection]\nhost = "db"\nport = 5433\nuser = "web"\ndatabase = "main"\n[pools.reports]\nconnection = { url = "${url}" }\n`,
  });
  for (const { connection } of [inspect().config.pools.reports!, inspect({ pool: "reports" }).config]) {
    const { host, port, user, database } = connection;
    expect({ host, port, user, database }).toEqual(expected);
  }
  expect(inspect().config.connection).toMatchObject({ host: "db", port: 5433 });
});

test("NODE_ENV chooses a profile that is there, and is silent otherwise", () => {
  files({ "poolcfg.toml": "[profiles.production.pool]\nmax = 50\n" });
  expect(inspect({ env: { NODE_ENV: "production" } }).config.profile).toBe("production");
  expect(inspect({ env: { NODE_ENV: "test" } }).findings.filter(({ rule }) => rule === "unknown-profile")).toEqual([]);
  expect(inspect({ env: { POOLCFG_PROFILE: "prod" } }).findings.map(({ rule }) => rule)).toContain("unknown-profile");
});

test("the profile may be named in any of several .env files", () => {
  files({ "poolcfg.toml": "[profiles.ci.pool]\nmax = 4\n", "a.env": "X=1\n", "b.env": "POOLCFG_PROFILE=ci\n" });
  expect(inspect({ dotenv: ["a.env", "b.env"] }).config.pool.max).toBe(4);
});

test("a secret may be mounted as a file", () => {
  files({
    "run/url": "postgresql://u:s3cret@h/db?connection_limit=3\n",
    ".env": `DATABASE_URL_FILE=${join(cwd, "run/url")}\n`,
  });
  expect(inspect().config.pool.max).toBe(3);
  expect(
    inspect({ dotenv: false, env: { PGPASSWORD_FILE: join(cwd, "none") } }).findings.map(({ rule }) => rule),
  ).toContain("unreadable-secret-file");
});

test(".env expands variables, from itself and from the environment", () => {
  files({
    ".env": "DB_USER=app\nDATABASE_URL=postgresql://${DB_USER}:pw@${DB_HOST:-db}:5432/app?connection_limit=${LIMIT}\n",
  });
  const { config } = inspect({ env: { LIMIT: "9" } });
  expect(config.connection).toMatchObject({ user: "app", host: "db" });
  expect(config.pool.max).toBe(9);
});

test("absent, off and a number are three things", () => {
  files({ "poolcfg.toml": '[pool]\nidle_timeout = "off"\nmax_lifetime = false\nacquire_timeout = "5s"\n' });
  expect(inspect().config.pool).toMatchObject({
    idleTimeout: null,
    maxLifetime: null,
    acquireTimeout: 5_000,
    connectTimeout: 10_000,
  });
});

test("an unsound value leaves the next lower one in force", () => {
  files({ "poolcfg.toml": "[pool]\nmax = 7\n" });
  const { config, findings } = inspect({ env: { POOL_MAX: "many" } });
  expect(config.pool.max).toBe(7);
  expect(findings.filter(({ rule }) => rule === "wrong-type")).toHaveLength(1);
});

test("PG* variables fill what a connection string leaves open, and no more", () => {
  const { config } = inspect({ env: { DATABASE_URL: "postgresql://h/db", PGHOST: "other", PGUSER: "me" } });
  expect(config.connection).toMatchObject({ host: "h", user: "me", database: "db" });
});

test("loading hands out a sound config, and throws all the errors of another", async () => {
  expect(
    (await loadPoolConfig({ cwd, env: {}, config: definePoolConfig({ pool: { max: 3, idleTimeout: "1m" } }) })).pool,
  ).toMatchObject({ max: 3, idleTimeout: 60_000 });
  files({ "poolcfg.toml": '[pool]\nmax = 0\nminn = 3\nidle_timeout = "5x"\n' });
  const error = await loadPoolConfig({ cwd, env: {} }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PoolConfigError);
  expect((error as PoolConfigError).findings.map(({ rule }) => rule)).toEqual([
    "out-of-range",
    "unknown-key",
    "wrong-type",
  ]);
  expect((error as PoolConfigError).message).toContain("poolcfg.toml:2:7");
  expect(() => loadPoolConfigSync({ cwd, env: {} })).toThrow(PoolConfigError);
});

test("severities of rules are the config's to set", () => {
  const text = (rules: string) => ({ name: "a.toml", format: "toml", content: `[pool]\nmin = 5\nmax = 2\n${rules}` });
  const severity = (rules: string) =>
    inspect({ text: text(rules) }).findings.find(({ rule }) => rule === "min-exceeds-max")?.severity;
  expect(severity("")).toBe("error");
  expect(severity('[rules]\nmin-exceeds-max = "warning"\n')).toBe("warning");
  expect(severity('[rules]\nmin-exceeds-max = "off"\n')).toBeUndefined();
  expect(severity('[rules.min-exceeds-max]\nignore = "the driver clamps"\n')).toBeUndefined();
});

test("files that extend one another in a circle are told so", () => {
  files({ "poolcfg.toml": 'extends = "a.toml"\n', "a.toml": 'extends = "poolcfg.toml"\n[pool]\nmax = 4\n' });
  const { config, findings } = inspect();
  expect(config.pool.max).toBe(4);
  expect(findings.find(({ rule }) => rule === "cyclic-extends")?.message).toContain(
    "poolcfg.toml → a.toml → poolcfg.toml",
  );
});

test.each(["__proto__", "constructor", "prototype"])("a key %s changes no prototype", (key) => {
  const content = `{ "${key}": { "polluted": true }, "pool": { "${key}": { "polluted": true } }, "pools": { "${key}": { "max": 2 } } }`;
  const { findings } = inspect({ text: { name: "a.json", format: "json", content } });
  expect(findings.filter(({ severity }) => severity === "error").length).toBeGreaterThanOrEqual(3);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(Object.prototype).not.toHaveProperty("max");
});

test("PGOPTIONS sets what the options parameter does, unless that is there", () => {
  const PGOPTIONS = "-c statement_timeout=5s -c search_path=tenant --lock_timeout=2000";
  const set = inspect({ env: { PGHOST: "h", PGOPTIONS } });
  expect(set.config.session).toMatchObject({ statementTimeout: 5_000, lockTimeout: 2_000 });
  expect(set.config.connection.schema).toBe("tenant");
  expect(set.origins["session.statementTimeout"]?.label).toContain("PGOPTIONS");
  const session = (options: LoadOptions) => inspect(options).config.session.statementTimeout;
  files({ "poolcfg.toml": '[session]\nstatement_timeout = "9s"\n' });
  expect(session({ env: { PGOPTIONS } })).toBe(5_000);
  expect(session({ env: { PGOPTIONS, SESSION_STATEMENT_TIMEOUT: "7s" } })).toBe(7_000);
  const DATABASE_URL = "postgresql://h/d?options=-c%20lock_timeout%3D1000";
  expect(session({ env: { PGOPTIONS, DATABASE_URL } })).toBe(9_000);
  files({ ".env": `PGOPTIONS="${PGOPTIONS}"\n` });
  expect(label({}, "session.lockTimeout")).toContain(".env:1");
  expect(inspect({ env: { PGOPTIONS: "-c statement_timeout=soon" } }).findings.map(({ rule }) => rule)).not.toEqual([]);
});

// what is read from the settings of Sequelize, and what is written besides the table
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { render } from "../../src/render/index.ts";
import { toSequelize7 } from "../../src/targets/sequelize@7.ts";
import { toSequelize } from "../../src/targets/sequelize.ts";
import { configOf } from "./_config.ts";

// the file of Sequelize's command line tool
const CONFIG = JSON.stringify({
  development: { username: "root", password: null, database: "dev", host: "127.0.0.1", dialect: "sqlite" },
  production: {
    use_env_variable: "DATABASE_URL",
    dialect: "postgres",
    dialectOptions: { ssl: { require: true, rejectUnauthorized: true }, statement_timeout: 5_000 },
    pool: { max: 20, min: 2, acquire: 10_000, idle: 60_000, evict: 1_000 },
  },
});

describe("import", () => {
  test.each(["sequelize", "sequelize@7"])("an async validate of %s is told from one that is not", (from) => {
    const rulesOf = (validate: unknown) =>
      importConfig({ dialect: "postgres", pool: { validate } }, { from }).findings.map(({ rule }) => rule);
    expect(rulesOf(async () => false)).toContain("wrong-type");
    expect(rulesOf(() => false)).not.toContain("wrong-type");
  });

  test("one environment of config/config.json", () => {
    const { values, findings, text } = importConfig(CONFIG, { from: "sequelize", environment: "production" });
    expect(values).toMatchObject({
      "pool.max": 20,
      "pool.min": 2,
      "pool.acquireTimeout": "10s",
      "pool.idleTimeout": "1m",
      "connection.ssl.mode": "verify-full",
      "session.statementTimeout": "5s",
    });
    expect(text).toContain("# connection.url is filled in later there, by $DATABASE_URL");
    expect(findings).toEqual([]);
  });

  test("an environment of another database is told", () => {
    const { findings } = importConfig(CONFIG, { from: "sequelize", environment: "development" });
    expect(findings.map(({ rule }) => rule)).toEqual(["not-postgresql"]);
  });

  test("it is recognised by its keys", () => {
    const six = { dialect: "postgres", username: "web", pool: { max: 5, acquire: 1_000, idle: 1_000 } };
    expect(importConfig(JSON.stringify(six), { from: "auto" }).from).toBe("sequelize");
    const seven = { dialect: "postgres", user: "web", application_name: "a", pool: { max: 5, acquire: 1_000 } };
    expect(importConfig(JSON.stringify(seven), { from: "auto" }).from).toBe("sequelize@7");
  });

  test.each([
    ["sequelize", { pool: { idle: "300" } }, "wrong-type"],
    ["sequelize", { pool: { max: "20" } }, "wrong-type"],
    ["sequelize", { pool: { acquire: 0 } }, "zero-not-off"],
    ["sequelize", { pool: { idle: 0 } }, "zero-not-off"],
    ["sequelize", { ssl: true }, "misplaced-key"],
    ["sequelize", { dialectOptions: { keepAliveInitialDelayMillis: 1_000 } }, "unknown-key"],
    ["sequelize@7", { pool: { maxUses: 0 } }, "zero-not-off"],
    ["sequelize@7", { dialectOptions: {} }, "unknown-key"],
    ["sequelize@7", { username: "web" }, "unknown-key"],
  ])("%s: %j is a fault", (from, settings, rule) => {
    const { findings } = importConfig(JSON.stringify({ dialect: "postgres", ...settings }), { from });
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });

  test("a maxUses of 0 is off in 6", () => {
    expect(importConfig({ pool: { maxUses: 0 } }, { from: "sequelize" })).toMatchObject({
      values: { "pool.maxUses": "off" },
      findings: [],
    });
  });
});

describe("render", () => {
  test("no connect of Sequelize 6 may outlast the wait, since the first one is outside the pool", () => {
    const { config, origins } = configOf({ "pool.acquireTimeout": "2s", "pool.connectTimeout": "5s" });
    const { value, deviations } = toSequelize(config, { origins });
    expect(value.dialectOptions).toMatchObject({ connectionTimeoutMillis: 2_000 });
    expect(deviations).toMatchObject([{ path: "pool.connectTimeout", kind: "partial" }]);
    expect(toSequelize7(config, { origins }).value).toMatchObject({ connectionTimeoutMillis: 5_000 });
  });

  test("off of maxUses is no key in 7, where 0 is one use", () => {
    const { config } = configOf({ "pool.maxUses": "off" });
    expect(toSequelize7(config).value.pool).not.toHaveProperty("maxUses");
  });

  test("a connection goes when its time is up, and a broken one at once", () => {
    const { config } = configOf({ "pool.maxLifetime": "1h", "pool.maxLifetimeJitter": "50%" });
    const { pool, hooks } = toSequelize(config).value as {
      pool: { validate(connection: object): boolean };
      hooks: { afterConnect(connection: object): void };
    };
    const connection: Record<string, unknown> = {};
    hooks.afterConnect(connection);
    expect(pool.validate(connection)).toBe(true);
    connection._invalid = true;
    expect(pool.validate(connection)).toBe(false);
  });

  test("data holds no functions, and says so", () => {
    const { config, origins } = configOf({ "pool.maxLifetime": "1h", "pool.keepAlive": "20s" });
    const { deviations } = render(config, "sequelize", { format: "json", origins });
    expect(deviations.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      "pool.keepAlive unsupported",
      "pool.maxLifetime unsupported",
    ]);
    expect(render(config, "sequelize", { format: "code", origins }).deviations).toMatchObject([
      { path: "pool.maxLifetime", kind: "partial" },
    ]);
  });
});

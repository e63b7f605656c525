// settings of the drivers other than pg, read back: their traps are findings
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";

function read(from: string, input: object | string) {
  const { values, findings } = importConfig(input, { from, statedOnly: true });
  return { values, rules: findings.map(({ rule }) => rule), findings };
}

describe("postgres-js", () => {
  test("seconds, and further names", () => {
    const { values, rules } = read("postgres-js", {
      hostname: "h",
      username: "u",
      db: "d",
      max: 20,
      idle_timeout: 20,
      connect_timeout: 0,
      max_lifetime: null,
      keep_alive: false,
      connection: { application_name: "web", statement_timeout: "5s", lock_timeout: 0 },
    });
    expect(rules).toEqual(["zero-not-off"]);
    expect(values).toEqual({
      "connection.host": "h",
      "connection.user": "u",
      "connection.database": "d",
      "connection.applicationName": "web",
      "pool.max": 20,
      "pool.idleTimeout": "20s",
      "pool.connectTimeout": "off",
      "pool.maxLifetime": "off",
      "pool.maxLifetimeJitter": undefined,
      "pool.keepAlive": "off",
      "session.statementTimeout": "5s",
    });
  });

  test.each([
    ["a size as text", { max: "20" }, "wrong-type"],
    ["a size of zero", { max: 0 }, "wrong-type"],
    ["an undefined time", { connect_timeout: undefined }, "empty-value"],
    ["TLS without a check", { ssl: "require" }, "certificate-check-off"],
    ["a setting of pg", { idleTimeoutMillis: 1_000 }, "unknown-key"],
  ])("%s", (_, input, rule) => {
    expect(read("postgres-js", input).rules).toContain(rule);
  });

  test("several hosts as lists", () => {
    const { values } = read("postgres-js", { host: ["a", "b"], port: [1, 2] });
    expect(values).toMatchObject({ "connection.host": "a,b", "connection.port": "1,2" });
  });

  test("a lifetime that is a function is left out", () => {
    expect(read("postgres-js", { max: 2, max_lifetime: () => 60 })).toMatchObject({
      values: { "pool.max": 2 },
      rules: [],
    });
  });
});

describe("drizzle-postgres-js", () => {
  test("the URL among the options, with its parameters", () => {
    const { values, rules } = read("drizzle-postgres-js", {
      connection: { url: "postgres://u@h/d?idle_timeout=20", max: 4 },
    });
    expect(rules).toEqual([]);
    expect(values).toMatchObject({ "connection.url": "postgres://u@h/d", "pool.max": 4, "pool.idleTimeout": "20s" });
  });

  test("a size in the URL", () => {
    expect(read("drizzle-postgres-js", { connection: "postgres://u@h/d?max=4" }).rules).toEqual([
      "misread-dsn-parameter",
    ]);
  });
});

describe("slonik", () => {
  test("the arguments, with the old names", () => {
    const { values, rules } = read("slonik", {
      connectionUri: "postgres://u@h/d?application_name=web&options=-c%20lock_timeout%3D5000",
      configuration: {
        maximumPoolSize: 20,
        minimumPoolSize: 2,
        idleTimeout: "DISABLE_TIMEOUT",
        statementTimeout: 15_000,
      },
    });
    expect(rules).toEqual([]);
    expect(values).toEqual({
      "connection.applicationName": "web",
      "connection.url": "postgres://u@h/d",
      "pool.max": 20,
      "pool.min": 2,
      "pool.idleTimeout": "off",
      "session.lockTimeout": "5s",
      "session.statementTimeout": "15s",
    });
  });

  test("the configuration alone, and its defaults of a minute", () => {
    const { values, findings } = importConfig({ maxPoolSize: 5 }, { from: "slonik" });
    expect(findings).toEqual([]);
    expect(values).toMatchObject({
      "pool.max": 5,
      "session.statementTimeout": "1m",
      "session.idleInTransactionTimeout": "1m",
      "pool.idleTimeout": "5s",
    });
  });

  test.each([
    ["0, which is a millisecond", { idleTimeout: 0 }, "wrong-type"],
    ["a setting of pg", { max: 20 }, "unknown-key"],
    ["sslmode=no-verify", { connectionUri: "postgres://u@h/d?sslmode=no-verify" }, "certificate-check-off"],
  ])("%s", (_, input, rule) => {
    expect(read("slonik", input).rules).toContain(rule);
  });

  test("the connection string in a piece of code", () => {
    const { values } = read("slonik", 'createPool("postgres://u@h/d?application_name=web")');
    expect(values).toEqual({ "connection.applicationName": "web", "connection.url": "postgres://u@h/d" });
  });
});

describe("bun-sql", () => {
  test("seconds, in either spelling", () => {
    const { values, rules } = read("bun-sql", {
      url: "postgres://",
      host: "h",
      idle_timeout: 20,
      maxLifetime: 0,
      tls: "verify-full",
      connection: { statement_timeout: 0 },
    });
    expect(rules).toEqual([]);
    expect(values).toEqual({
      "connection.host": "h",
      "connection.ssl.mode": "verify-full",
      "pool.idleTimeout": "20s",
      "pool.maxLifetime": "off",
      "session.statementTimeout": "off",
    });
  });

  test.each([
    ["TLS that checks nothing", { tls: true }, "certificate-check-off"],
    ["a key that it ignores", { idleTimeoutMillis: 5 }, "unknown-key"],
    ["a parameter that the server refuses", { url: "postgres://h/d?connection_limit=5" }, "ignored-dsn-parameter"],
  ])("%s", (_, input, rule) => {
    expect(read("bun-sql", input).rules).toContain(rule);
  });
});

// import: what other tools' settings say, and what they only seem to say

import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { type ImportOptions, importConfig } from "../../src/import/index.ts";

function stated(input: string | object, options: ImportOptions) {
  return importConfig(input, { statedOnly: true, ...options });
}

describe("what is read", () => {
  test.each<[string, string, string | object, Record<string, unknown>]>([
    [
      "pg options",
      "node-postgres",
      { max: 20, idleTimeoutMillis: 5_000, maxLifetimeSeconds: 1.5 },
      { "pool.max": 20, "pool.idleTimeout": "5s", "pool.maxLifetime": "1500ms" },
    ],
    [
      "pg: 0 and null are off",
      "node-postgres",
      { idleTimeoutMillis: 0, connectionTimeoutMillis: null, statement_timeout: "0", lock_timeout: null },
      { "pool.idleTimeout": "off", "pool.acquireTimeout": "off", "session.statementTimeout": "off" },
    ],
    ["pg: the other name of max", "node-postgres", { poolSize: 5 }, { "pool.max": 5 }],
    ["pg: keepAlive without a delay", "node-postgres", { keepAlive: true }, { "pool.keepAlive": "2h" }],
    [
      "pg: startup options",
      "node-postgres",
      { options: '-c transaction_timeout=7s --search-path="Sales",public' },
      { "session.transactionTimeout": "7s", "connection.schema": "Sales,public" },
    ],
    ["pg: ssl true", "node-postgres", { ssl: true }, { "connection.ssl.mode": "verify-full" }],
    [
      "adapter",
      "prisma@7",
      { config: { max: 4 }, options: { schema: "s" } },
      { "pool.max": 4, "connection.schema": "s" },
    ],
    [
      "drizzle: the options as connection",
      "drizzle",
      { connection: { host: "h", max: 3 }, casing: "snake_case" },
      { "connection.host": "h", "pool.max": 3 },
    ],
    [
      "drizzle: a URL as connection",
      "drizzle",
      { connection: "postgres://h/d" },
      { "connection.url": "postgres://h/d" },
    ],
    [
      "typeorm: options of its own, and extra",
      "typeorm",
      {
        ...{ type: "postgres", host: "h", username: "u", synchronize: false, poolSize: 5, connectTimeoutMS: 2_000 },
        ...{ applicationName: "api", schema: "sales", ssl: true, extra: { min: 1, statement_timeout: 20_000 } },
      },
      {
        ...{ "connection.host": "h", "connection.user": "u", "connection.applicationName": "api" },
        ...{ "connection.schema": "sales", "connection.ssl.mode": "verify-full", "session.statementTimeout": "20s" },
        ...{ "pool.max": 5, "pool.min": 1, "pool.acquireTimeout": "2s" },
      },
    ],
    ["typeorm: extra says the same", "typeorm", { poolSize: 5, extra: { max: 5 } }, { "pool.max": 5 }],
    [
      "knex: a URL as connection",
      "knex",
      { client: "pg", connection: "postgres://h/d", pool: { max: 3 } },
      { "connection.url": "postgres://h/d", "pool.max": 3 },
    ],
    ["knex: the smaller timeout", "knex", { acquireConnectionTimeout: 500 }, { "pool.acquireTimeout": "500ms" }],
    [
      "knex: lifetime and jitter",
      "knex",
      { pool: { maxConnectionLifetimeMillis: 900_000, maxConnectionLifetimeJitterMillis: 100_000 } },
      { "pool.maxLifetime": "16m40s", "pool.maxLifetimeJitter": "10%" },
    ],
    [
      "knex: connection inside connection",
      "knex",
      { connection: { client: "postgres", connection: { host: "h" }, pool: { min: 0, max: 3 } } },
      { "connection.host": "h", "pool.min": 0, "pool.max": 3 },
    ],
    [
      "knex: placeholders",
      "knex",
      { connection: { port: "${DB_PORT}" }, pool: { max: "${DB_MAX}", min: 1 } },
      { "pool.min": 1 },
    ],
    [
      "prisma: a URL",
      "prisma",
      "postgresql://u@pooler:5432/d?schema=public&connection_limit=20&pool_timeout=0&pgbouncer=true",
      {
        "connection.url": "postgresql://u@pooler:5432/d?pgbouncer=true",
        "connection.schema": "public",
        "pool.max": 20,
        "pool.acquireTimeout": "off",
      },
    ],
    [
      "prisma: a .env file",
      "prisma",
      '# the database\nFOO=1\nexport DATABASE_URL="postgresql://h/d?connection_limit=5"\n',
      { "connection.url": "postgresql://h/d", "pool.max": 5 },
    ],
    [
      "prisma: a fragment",
      "prisma",
      "append ?connection_limit=5&pool_timeout=7 to it",
      { "pool.max": 5, "pool.acquireTimeout": "7s" },
    ],
    [
      "prisma: other startup options stay",
      "prisma",
      "postgresql://h/d?options=-c%20statement_timeout%3D5000%20-c%20geqo%3Doff",
      { "connection.url": "postgresql://h/d?options=-c%20geqo%3Doff", "session.statementTimeout": "5s" },
    ],
  ])("%s", (_, from, input, values) => {
    const imported = stated(input, { from });
    expect(imported.findings).toEqual([]);
    expect(imported.values).toEqual(values);
    if (typeof input === "object")
      expect(stated(JSON.stringify(input), { from })).toMatchObject({ values, findings: [] });
  });
});

describe("what is a finding", () => {
  test.each<[string, string, object, string, RegExp, string]>([
    [
      "an unknown key, by an alias",
      "node-postgres",
      { maxConnections: 5 },
      "unknown-key",
      /Did you mean max\?/,
      "maxConnections",
    ],
    [
      "an unknown key, by its letters",
      "node-postgres",
      { idleTimeoutMilis: 5 },
      "unknown-key",
      /Did you mean idleTimeoutMillis\?/,
      "idleTimeoutMilis",
    ],
    [
      "a pool inside the connection",
      "knex",
      { client: "pg", connection: { host: "h", pool: { max: 1 } } },
      "misplaced-key",
      /Move it to pool\./,
      "pool",
    ],
    [
      "a timeout inside the connection",
      "knex",
      { client: "pg", connection: { acquireConnectionTimeout: 1 } },
      "misplaced-key",
      /Move it to acquireConnectionTimeout\./,
      "acquireConnectionTimeout",
    ],
    [
      "the options of a pool without the connection around them",
      "drizzle",
      { max: 20 },
      "misplaced-key",
      /Move it to connection\.max\./,
      "max",
    ],
    [
      "the URL of another driver",
      "drizzle",
      { connection: { url: "postgres://h/d" } },
      "unknown-key",
      /Did you mean connection\.connectionString\?/,
      "url",
    ],
    [
      "extra over the other options",
      "typeorm",
      { poolSize: 5, extra: { max: 20 } },
      "conflicting-sources",
      /Keep poolSize with the value that is meant, and remove extra\.max\./,
      "poolSize",
    ],
    [
      "a block that TypeORM has not",
      "typeorm",
      { type: "postgres", pool: { max: 5 } },
      "unknown-key",
      /poolSize/,
      "pool",
    ],
    ["a size that is read as 10", "typeorm", { type: "postgres", poolSize: 0 }, "wrong-type", /1 or more/, "poolSize"],
    ["the name of MySQL", "typeorm", { extra: { connectionLimit: 10 } }, "unknown-key", /poolSize/, "connectionLimit"],
    ["a host that goes round", "typeorm", { extra: { host: "h" } }, "misplaced-key", /as host/, "host"],
    [
      "servers of their own",
      "typeorm",
      { replication: { master: { host: "h" }, slaves: [] } },
      "setting-lost",
      /connection\.replicas/,
      "replication",
    ],
    [
      "the number 0, which pg does not send",
      "node-postgres",
      { statement_timeout: 0 },
      "zero-not-off",
      /Write "0"/,
      "statement_timeout",
    ],
    [
      "a pool around the pool",
      "prisma@7",
      { config: { pool: { max: 5 } } },
      "unknown-key",
      /new PrismaPg\(pool\)/,
      "pool",
    ],
    ["TLS of one's own", "neon", { ssl: { rejectUnauthorized: false } }, "setting-lost", /Remove it/, "ssl"],
    ["a keep-alive without TCP", "neon", { keepAlive: true }, "setting-lost", /Remove it/, "keepAlive"],
    ["a number as text", "knex", { pool: { min: "many" } }, "wrong-type", /whole number/, "min"],
    [
      "0 where it is refused",
      "knex",
      { pool: { idleTimeoutMillis: 0 } },
      "wrong-type",
      /9007199254740991 for off/,
      "idleTimeoutMillis",
    ],
    [
      "two acquire timeouts",
      "knex",
      { acquireConnectionTimeout: 5, pool: { acquireTimeoutMillis: 6 } },
      "conflicting-sources",
      /Keep pool.acquireTimeoutMillis/,
      "acquireConnectionTimeout",
    ],
    [
      "an error that hides",
      "knex",
      { pool: { propagateCreateError: false } },
      "create-error-hidden",
      /Remove it/,
      "propagateCreateError",
    ],
  ])("%s", (_, from, input, rule, words, key) => {
    const { findings } = importConfig(input, { from });
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(`${findings[0]!.help ?? ""} ${findings[0]!.legal ?? ""}`).toMatch(words);
    const text = JSON.stringify(input, null, 2);
    const [placed] = importConfig(text, { from, name: "knexfile.json" }).findings;
    const { start } = placed!.origin!.range!;
    expect(text.slice(start).startsWith(rule.endsWith("-key") ? `"${key}"` : "") && placed!.origin!.label).toMatch(
      /^knexfile\.json:\d+:\d+$/,
    );
  });

  test.each<[object, RegExp]>([
    [{ max: "abc" }, /no limit/],
    [{ max: Number.POSITIVE_INFINITY }, /no limit/],
    [{ max: -1 }, /for ever/],
    [{ max: 0 }, /as 10/],
    [{ maxUses: -1 }, /after one use/],
    [{ idleTimeoutMillis: Number.POSITIVE_INFINITY }, /after 1 ms/],
    [{ connectionTimeoutMillis: 2 ** 31 }, /after 1 ms/],
    [{ maxLifetimeSeconds: 2_147_484 }, /after 1 ms/],
    [{ idleTimeoutMillis: -1 }, /after 1 ms/],
    [{ statement_timeout: "5s" }, /sends 5, which are milliseconds/],
    [{ lock_timeout: "abc" }, /NaN/],
    [{ lock_timeout: Number.POSITIVE_INFINITY }, /NaN/],
  ])("pg takes %j, and what it makes of it is said", (input, words) => {
    const { findings, values } = stated(input, { from: "node-postgres" });
    expect(values).toEqual({});
    expect(findings).toMatchObject([{ rule: "wrong-type", severity: "error", message: expect.stringMatching(words) }]);
  });

  test("a zero of Prisma that is off from a version on, and fails queries before", () => {
    const { values, findings } = importConfig("postgresql://h/d?socket_timeout=0", {
      from: "prisma",
      statedOnly: true,
    });
    expect(values).toEqual({ "connection.url": "postgresql://h/d", "session.queryTimeout": "off" });
    expect(findings).toMatchObject([
      { rule: "misread-dsn-parameter", severity: "info", message: expect.stringContaining("6.8") },
    ]);
  });

  test("no secret is in a finding", () => {
    const { findings } = importConfig({ password: "canary", user: 5, maxx: "canary" }, { from: "node-postgres" });
    expect(findings.length).toBe(2);
    expect(JSON.stringify(findings)).not.toContain("canary");
  });
});

describe("a URL among the options", () => {
  test("pg ignores pool parameters in it, so they are no settings", () => {
    const { values, findings } = stated(
      { connectionString: "postgres://u:canary@h/d?connection_limit=5&client_encoding=UTF8" },
      { from: "node-postgres" },
    );
    expect(values).toEqual({ "connection.url": "postgres://u:canary@h/d?client_encoding=UTF8" });
    expect(findings).toMatchObject([{ rule: "ignored-dsn-parameter", severity: "warning" }]);
    expect(JSON.stringify(findings)).not.toContain("canary");
  });

  test("what pg reads in it beats the option beside it", () => {
    const input = {
      connectionString: "postgres://h/d?statement_timeout=5000&sslmode=require",
      statement_timeout: 7_000,
    };
    const { values, text } = stated(input, { from: "node-postgres" });
    expect(values).toEqual({
      "connection.url": "postgres://h/d",
      "session.statementTimeout": "5s",
      "connection.ssl.mode": "verify-full",
    });
    expect(text).toContain('mode = "verify-full" # node-postgres reads sslmode=require as this');
  });
});

describe("behaviour is kept", () => {
  test("a default of the tool that differs is stated, with a comment", () => {
    const { values, text } = importConfig({ pool: { max: 5 } }, { from: "knex" });
    expect(values).toMatchObject({
      "pool.max": 5,
      "pool.min": 2,
      "pool.acquireTimeout": "1m",
      "pool.idleTimeout": "30s",
      "pool.maxLifetime": "off",
    });
    expect(text).toContain("min = 2 # the default of knex");
    expect(parse(text)).toMatchObject({ pool: { max: 5, min: 2, acquireTimeout: "1m" } });
  });

  test("a connect is bounded by the wait in pg", () => {
    expect(importConfig({ connectionTimeoutMillis: 60_000 }, { from: "node-postgres" }).values).toMatchObject({
      "pool.acquireTimeout": "1m",
      "pool.connectTimeout": "1m",
    });
  });

  test("a default that is no number is said", () => {
    expect(importConfig("postgresql://h/d", { from: "prisma" }).text).toMatch(
      /^# imported from Prisma.*\n# pool\.max is not set; .*cores/,
    );
  });

  test("a server to be filled in later is said, and left open", () => {
    const { values, text } = importConfig({ connection: "${DATABASE_URL}" }, { from: "knex" });
    expect(values).not.toHaveProperty("connection.url");
    expect(text).toContain("# connection.url is filled in later there, by ${DATABASE_URL}");
  });

  test("YAML is read, too", () => {
    const { values } = importConfig("client: pg\npool:\n  max: 4\n", { from: "knex", statedOnly: true });
    expect(values).toEqual({ "pool.max": 4 });
  });

  test("a key to be filled in later has no default", () => {
    expect(importConfig({ pool: { min: "${MIN}" } }, { from: "knex" }).values).not.toHaveProperty("pool.min");
  });
});

test("what is in extra is what TypeORM goes by", () => {
  const { values, findings } = stated(
    { poolSize: 5, connectTimeoutMS: 1_000, extra: { max: 20, connectionTimeoutMillis: 3_000 } },
    { from: "typeorm" },
  );
  expect(values).toEqual({ "pool.max": 20, "pool.acquireTimeout": "3s" });
  expect(findings.map(({ rule }) => rule)).toEqual(["conflicting-sources", "conflicting-sources"]);
});

describe("what has no place of its own", () => {
  const pem = "-----BEGIN CERTIFICATE-----";

  test.each<[string, object, Record<string, unknown>, string[]]>([
    [
      "node-postgres",
      { options: "-c work_mem=64MB -c lock_timeout=1s -c lock_timeout=3s --jit=off" },
      { "session.lockTimeout": "3s" },
      ["work_mem, jit in options is no setting here, and is left out"],
    ],
    ["node-postgres", { options: "-c lock_timeout=3s", lock_timeout: 5_000 }, { "session.lockTimeout": "5s" }, []],
    [
      "postgres-js",
      { connection: { options: '-c statement_timeout=5s -c search_path="Sales",public -c geqo=off' } },
      { "connection.schema": "Sales,public", "session.statementTimeout": "5s" },
      ["geqo in connection.options is no setting here, and is left out"],
    ],
    [
      "node-postgres",
      { ssl: { ca: pem, cert: pem, key: [pem] } },
      { "connection.ssl.mode": "verify-full" },
      ["ca", "cert", "key"].map(
        (name) =>
          `${{ ca: "ssl.ca contains the trusted certificates", cert: "ssl.cert contains the client certificate", key: "ssl.key contains the key of the client certificate" }[name]}, but a config names a file: write it to a file, and name the file in connection.ssl.${name}`,
      ),
    ],
    [
      "postgres-js",
      { host: "h", path: "/run/postgresql/.s.PGSQL.5433" },
      { "connection.host": "/run/postgresql", "connection.port": 5433 },
      [],
    ],
    ["postgres-js", { path: "/run/my.sock" }, {}, ["path is no socket as the server names it, and is left out"]],
  ])("%s: %j", (from, input, values, remarks) => {
    const imported = stated(input, { from });
    expect(imported.values).toEqual(values);
    expect(imported.findings).toEqual([]);
    expect(imported.text.match(/^# .*/gm)!.slice(1)).toEqual(remarks.map((remark) => `# ${remark}`));
  });

  test("a broken time in options is told once", () => {
    const { findings } = stated({ options: "-c lock_timeout=soon" }, { from: "node-postgres" });
    expect(findings.map(({ rule }) => rule)).toEqual(["wrong-type"]);
  });

  test("a number 0 that postgres.js does not send", () => {
    const { findings, values } = stated({ connection: { statement_timeout: 0 } }, { from: "postgres-js" });
    expect(findings.map(({ rule }) => rule)).toEqual(["zero-not-off"]);
    expect(values).toEqual({});
  });
});

test("a table that is none of the settings may hold what is undefined", () => {
  const { findings } = stated(
    { max: 5, transform: { undefined: undefined }, idle_timeout: undefined },
    { from: "postgres-js" },
  );
  expect(findings.map(({ message }) => message.split(" ")[0])).toEqual(["idle_timeout"]);
});

test.each([
  "module.exports = { max: 5 };",
  'import pg from "pg";\nnew pg.Pool({ max: 5 })',
  "// mine\nconst pool = { max: 5 }",
])("code is said to be code: %s", (text) => {
  for (const from of ["node-postgres", "slonik"]) expect(() => stated(text, { from })).toThrow(/is a program.*--exec/);
});

describe("parameters of the URL", () => {
  test("what the tool ignores is no setting of poolcfg either", () => {
    const { values, findings } = stated("postgresql://h/d?connection_limit=5&idle_timeout=20", { from: "prisma" });
    expect(values).toEqual({ "connection.url": "postgresql://h/d", "pool.max": 5 });
    expect(findings.map(({ rule }) => rule)).toEqual(["ignored-dsn-parameter"]);
  });

  test("what the tool sends to the server is read, and the rest of it stays", () => {
    const url = "postgres://h/d?statement_timeout=5000&work_mem=4MB";
    expect(stated({ connection: { url } }, { from: "drizzle-postgres-js" })).toMatchObject({
      values: { "connection.url": "postgres://h/d?work_mem=4MB", "session.statementTimeout": "5s" },
      findings: [],
    });
  });
});

test.each<[string, object]>([
  ["knex", { client: "mysql2", connection: { host: "h", charset: "utf8" }, pool: { max: 5 } }],
  ["objection", { client: "better-sqlite3", pool: { max: 5 } }],
  ["typeorm", { type: "mysql", host: "h", poolSize: 5 }],
  ["mikro-orm", { type: "mysql", dbName: "d", pool: { max: 5 } }],
  ["mikro-orm", { driver: class MySqlDriver {}, dbName: "d", pool: { max: 5 } }],
  ["mikro-orm@6", { type: "sqlite", dbName: "d", pool: { max: 5 } }],
  ["bun-sql", { adapter: "mysql", hostname: "h", max: 5 }],
  ["sequelize", { dialect: "mysql", pool: { max: 5 } }],
  ["sequelize@7", { dialect: class SqliteDialect {}, pool: { max: 5 } }],
  ["drizzle", { dialect: "mysql", connection: { host: "h" } }],
])("%s: settings of another database", (from, input) => {
  const { findings } = stated(input, { from });
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([["not-postgresql", "error"]]);
});

test.each<[string, object]>([
  ["knex", { client: "cockroachdb", pool: { max: 5 } }],
  ["knex", { client: class Client {}, pool: { max: 5 } }],
  ["knex", { client: "${DB_CLIENT}", pool: { max: 5 } }],
  ["typeorm", { type: "postgres", poolSize: 5 }],
  ["mikro-orm", { driver: class PostgreSqlDriver {}, pool: { max: 5 } }],
  ["bun-sql", { adapter: "postgres", max: 5 }],
])("%s: %j is of PostgreSQL", (from, input) => {
  expect(stated(input, { from })).toMatchObject({ findings: [], values: { "pool.max": 5 } });
});

test.each<[string, object, string]>([
  ["knex", { acquireConnectionTimeout: 3_000_000_000 }, "acquireConnectionTimeout"],
  ["knex", { pool: { acquireTimeoutMillis: 3_000_000_000 } }, "pool.acquireTimeoutMillis"],
  ["knex", { pool: { createTimeoutMillis: 3_000_000_000 } }, "pool.createTimeoutMillis"],
  ["sequelize", { pool: { acquire: 3_000_000_000 } }, "pool.acquire"],
  ["postgres-js", { idle_timeout: 3_000_000 }, "idle_timeout"],
  ["slonik", { connectionTimeout: 3_000_000_000 }, "configuration.connectionTimeout"],
  ["node-redis", { poolOptions: { acquireTimeout: 3_000_000_000 } }, "poolOptions.acquireTimeout"],
  ["node-postgres", { idleTimeoutMillis: 3_000_000_000 }, "idleTimeoutMillis"],
])("%s: %j is no long time", (from, input, key) => {
  const { values, findings } = stated(input, { from });
  expect(values).toEqual({});
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
    ["wrong-type", expect.stringMatching(`^${key} is 3\\d+: Node fires such a timer after 1 ms$`)],
  ]);
});

test.each<[string, object | string, Record<string, unknown>]>([
  ["knex", { pool: { idleTimeoutMillis: 3_000_000_000 } }, { "pool.idleTimeout": "34d17h20m" }],
  ["sequelize", { pool: { idle: 3_000_000_000 } }, { "pool.idleTimeout": "34d17h20m" }],
  ["prisma", "postgresql://h/d?max_connection_lifetime=3000000", { "pool.maxLifetime": "34d17h20m" }],
])("%s: %j is compared, not timed", (from, input, values) => {
  expect(stated(input, { from })).toMatchObject({ values, findings: [] });
});

test.each([{ servername: "db.example.com", minVersion: "TLSv1.2" }, { host: "db.example.com" }])(
  "typeorm: options of node:tls %j",
  (ssl) => {
    expect(stated({ type: "postgres", ssl }, { from: "typeorm" })).toMatchObject({
      values: { "connection.ssl.mode": "verify-full" },
      findings: [],
    });
  },
);

test.each([
  ["require", "require", ["certificate-check-off"]],
  ["verify-full", "verify-full", []],
  ["toString", undefined, ["wrong-type"]],
])("the word %s for TLS in the file of drizzle-kit", (ssl, mode, rules) => {
  const text = JSON.stringify({ dialect: "postgresql", dbCredentials: { host: "h", ssl } });
  const { values, findings } = stated(text, { from: "auto", name: "drizzle.config.json" });
  expect(values["connection.ssl.mode"]).toBe(mode);
  expect(findings.map(({ rule }) => rule)).toEqual(rules);
});

test("the dialect in the file of drizzle-kit", () => {
  const text = '{ "dialect": "mysql", "dbCredentials": { "host": "h" } }';
  const { findings } = stated(text, { from: "auto", name: "drizzle.config.json" });
  expect(findings.map(({ rule }) => rule)).toEqual(["not-postgresql"]);
});

describe("environments", () => {
  test("several data sources", () => {
    const sources = {
      main: { type: "postgres", host: "a", extra: { max: 3 } },
      reports: { type: "postgres", host: "b", extra: { max: 9 } },
    };
    expect(stated(sources, { from: "typeorm", environment: "reports" }).values).toEqual({
      "connection.host": "b",
      "pool.max": 9,
    });
    expect(() => stated(sources, { from: "typeorm" })).toThrow(/main, reports differ in pool\.max/);
  });

  test("several data sources in a list", () => {
    const list = [
      { type: "postgres", host: "a", poolSize: 3 },
      { type: "postgres", host: "b", poolSize: 3, extra: { max: 4 } },
    ];
    expect(stated(list.slice(0, 1), { from: "typeorm" }).values).toEqual({ "connection.host": "a", "pool.max": 3 });
    const { values, findings } = stated(JSON.stringify(list), {
      from: "auto",
      name: "ormconfig.json",
      environment: "1",
    });
    expect(values).toEqual({ "connection.host": "b", "pool.max": 4 });
    expect(findings[0]!.origin!.label).toBe("ormconfig.json:1:87");
  });

  const knexfile = {
    development: { client: "pg", connection: { host: "a" }, pool: { max: 3 } },
    production: { client: "pg", connection: { host: "b" }, pool: { max: 9 } },
  };

  test("one is chosen by name", () => {
    expect(stated(knexfile, { from: "knex", environment: "production" }).values).toEqual({
      "connection.host": "b",
      "pool.max": 9,
    });
  });

  test("they must agree where none is chosen", () => {
    expect(() => stated(knexfile, { from: "knex" })).toThrow(/development, production differ in pool\.max/);
  });

  test("where they agree, the server is left open", () => {
    const same = { ...knexfile, development: { ...knexfile.development, pool: { max: 9 } } };
    expect(stated(same, { from: "knex" }).values).toEqual({ "pool.max": 9 });
  });

  test("a name that is not there", () => {
    expect(() => stated(knexfile, { from: "knex", environment: "staging" })).toThrow(
      /no environment "staging".*development, production/,
    );
  });
});

describe("auto", () => {
  test.each<[string | object, string]>([
    [{ client: "pg", connection: {}, pool: { min: 0 } }, "knex"],
    [{ max: 5, idleTimeoutMillis: 3 }, "node-postgres"],
    [{ config: { max: 5 }, options: { schema: "s" } }, "prisma@7"],
    [{ client: "pg", connection: { host: "h" } }, "knex"],
    [{ connection: { host: "h", maxUses: 5 }, logger: true }, "drizzle"],
    [{ type: "postgres", host: "h", username: "u", extra: { max: 5 } }, "typeorm"],
    ["postgresql://h/d?connection_limit=3", "prisma"],
  ])("%j is of %s", (input, from) => {
    const imported = importConfig(input, { from: "auto" });
    expect(imported.from).toBe(from);
    expect(imported.recognised).toBeTruthy();
  });

  test("what fits two is asked about", () => {
    expect(() => importConfig({ connection: { host: "h", max: 5 }, logger: true }, { from: "auto" })).toThrow(
      /fit drizzle and drizzle-postgres-js equally well/,
    );
  });

  test.each<[unknown]>([[{ a: 1 }], [[]], [""], ["nothing here"]])("%j is of none", (input) => {
    let thrown: unknown;
    try {
      importConfig(input as string, { from: "auto" });
    } catch (error) {
      thrown = error;
    }
    expect(isPoolcfgError(thrown) && thrown.code).toBe("input");
  });
});

describe("input is not trusted", () => {
  test("__proto__ is no way in", () => {
    importConfig('{"__proto__": {"max": 3}, "pool": {"__proto__": {"max": 4}}}', { from: "knex" });
    expect(({} as Record<string, unknown>).max).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ["deep", "knex", `${'{"connection":'.repeat(5_000)}1${"}".repeat(5_000)}`],
    ["long options", "node-postgres", JSON.stringify({ options: "-c a=b\\ ".repeat(100_000) })],
    [
      "many keys",
      "node-postgres",
      JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, at]))),
    ],
    ["a long line", "prisma", `DATABASE_URL=${"'".repeat(1_000_000)}`],
    ["blanks", "prisma", " ".repeat(1_000_000)],
    ["question marks", "prisma", "?".repeat(1_000_000)],
    ["pairs", "prisma", "a=1&b=".repeat(200_000)],
    ["what a program puts in", "prisma", `${"${".repeat(200_000)}?connection_limit=1`],
    ["joined lists", "prisma", "['pool_timeout=1'].join('&')".repeat(40_000)],
    ["a long password", "node-postgres", JSON.stringify({ password: "<".repeat(1_000_000), host: "h" })],
  ])("%s", { timeout: 10_000 }, (_, from, text) => {
    let thrown: unknown;
    try {
      importConfig(text, { from });
    } catch (error) {
      thrown = error;
    }
    expect(thrown === undefined || isPoolcfgError(thrown)).toBe(true);
  });
});

test("a JDBC URL that says nothing of a pool is of no tool in particular", () => {
  const { from, values } = importConfig("jdbc:postgresql://db:5432/shop?ApplicationName=x", { from: "auto" });
  expect(from).toBeUndefined();
  expect(values["connection.url"]).toMatch(/^jdbc:postgresql:\/\/db:5432\/shop/);
});

import { describe, expect, test } from "vitest";
import { isPoolcfgError } from "../../src/diagnostics/errors.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { parseDsn } from "../../src/load/parse-dsn.ts";

const HOST = [{ host: "h", port: undefined }];
const rules = (text: string, dialect?: string) => parseDsn(text, { dialect }).findings.map(({ rule }) => rule);

test("Prisma's parameters", () => {
  const text =
    "postgresql://user:password@host:5432/database?schema=public&connection_limit=20&pool_timeout=20&connect_timeout=10";
  const { hosts, user, password, database, params, pool, findings, dialect } = parseDsn(text);
  expect({ hosts, user, password, database }).toEqual({
    hosts: [{ host: "host", port: 5432 }],
    user: "user",
    password: "password",
    database: "database",
  });
  expect(pool).toEqual({ max: 20, acquireTimeout: 20_000, connectTimeout: 10_000 });
  expect({ ...params }).toEqual({ schema: "public" });
  expect(findings).toEqual([]);
  expect(dialect).toBe("prisma");
});

describe("parts", () => {
  test.each<[string, Partial<ReturnType<typeof parseDsn>>]>([
    [
      "postgres://h1:1,h2,[::1]:3/db",
      {
        hosts: [
          { host: "h1", port: 1 },
          { host: "h2", port: undefined },
          { host: "::1", port: 3 },
        ],
        database: "db",
      },
    ],
    [
      "postgres://h1,h2/db?port=6432",
      {
        hosts: [
          { host: "h1", port: 6432 },
          { host: "h2", port: 6432 },
        ],
      },
    ],
    ["postgres://h/a%2Fb", { hosts: HOST, database: "a/b" }],
    ["postgres://u%40x:p%3Aq@h", { user: "u@x", password: "p:q" }],
    ["postgres://u:a:b^c@h/d", { user: "u", password: "a:b^c", findings: [] }],
    ["postgres://h/d?user=me@example.com", { hosts: HOST, user: "me@example.com", findings: [] }],
    ["postgres://h/d@b", { hosts: HOST, database: "d@b", user: undefined, findings: [] }],
    ["postgres://h?password=x", { password: "x" }],
    ["postgresql+asyncpg://u@h/d", { user: "u", hosts: HOST, findings: [] }],
    ["jdbc:postgresql://h/d?user=u&password=p", { user: "u", password: "p", dialect: "pgjdbc", findings: [] }],
    [
      "host=h port=5433 user='a b' password='it\\'s' dbname=d",
      { user: "a b", password: "it's", database: "d", findings: [] },
    ],
    [
      "host=/tmp,h port=1,2",
      {
        hosts: [
          { host: "/tmp", port: 1 },
          { host: "h", port: 2 },
        ],
      },
    ],
    ["", { hosts: [{ host: undefined, port: undefined }], user: undefined, findings: [] }],
  ])("%s", (text, want) => {
    expect(parseDsn(text)).toMatchObject(want);
  });

  test("the older names of sslmode", () => {
    expect(parseDsn("postgres://h/d?ssl=true").params.sslmode).toBe("require");
    expect(parseDsn("requiressl=1").params.sslmode).toBe("require");
    // pg has its own reading of it
    expect(parseDsn("postgres://h/d?ssl=true", { dialect: "node-postgres" }).params).toMatchObject({ ssl: "true" });
  });
});

describe("the environment", () => {
  const env = {
    PGHOST: "/tmp",
    PGPORT: "5433",
    PGUSER: "me",
    PGPASSWORD: "pw",
    PGDATABASE: "d",
    PGCONNECT_TIMEOUT: "7",
  };

  test("fills what the string leaves open", () => {
    expect(parseDsn("postgres://", { env })).toMatchObject({
      hosts: [{ host: "/tmp", port: 5433 }],
      user: "me",
      password: "pw",
      database: "d",
      pool: { connectTimeout: 7_000 },
    });
    expect(parseDsn("postgres://u@h:1/x?connect_timeout=3", { env })).toMatchObject({
      hosts: [{ host: "h", port: 1 }],
      user: "u",
      password: "pw",
      database: "x",
      pool: { connectTimeout: 3_000 },
    });
  });

  test("is not asked unless given", () => {
    expect(parseDsn("postgres://")).toMatchObject({
      hosts: [{ host: undefined, port: undefined }],
      user: undefined,
      pool: {},
    });
  });

  test("a bad PGPORT is told of by its name", () => {
    expect(parseDsn("postgres://h", { env: { PGPORT: "x1" } }).findings.map(({ message }) => message)).toEqual([
      "The port in PGPORT is no number from 1 to 65535",
    ]);
  });
});

describe("pool settings", () => {
  test.each<[string, string | undefined, Record<string, unknown>]>([
    [
      "postgres://h/d?pool_max=20&pool_idle_timeout=10m&pool_max_waiting=off",
      "canonical",
      { max: 20, idleTimeout: 600_000, maxWaiting: null },
    ],
    [
      "postgres://h/d?pool_test_on_acquire=always&pool_max_lifetime_jitter=10%25",
      "canonical",
      { testOnAcquire: "always", maxLifetimeJitter: "10%" },
    ],
    ["postgres://h/d?connection_limit=1&pool_timeout=0", "prisma", { max: 1, acquireTimeout: null }],
    [
      "postgres://h/d?max_idle_connection_lifetime=60&max_connection_lifetime=0",
      "prisma",
      { idleTimeout: 60_000, maxLifetime: null },
    ],
    [
      "postgres://h/d?max=5&idle_timeout=20&max_lifetime=1800&keep_alive=0",
      "postgres-js",
      { max: 5, idleTimeout: 20_000, maxLifetime: 1_800_000, keepAlive: null },
    ],
    [
      "postgres://h/d?pool_max_conns=7&pool_max_conn_idle_time=1h30m&pool_health_check_period=15s",
      "pgxpool",
      { max: 7, idleTimeout: 5_400_000, healthCheckInterval: 15_000 },
    ],
    // pgxpool adds the jitter to the lifetime, and a year stands for off
    [
      "host=h pool_max_conns=7 pool_max_conn_lifetime=54m pool_max_conn_lifetime_jitter=6m pool_max_conn_idle_time=8760h",
      "pgxpool",
      { max: 7, maxLifetime: 3_600_000, maxLifetimeJitter: "10%", idleTimeout: null },
    ],
    ["jdbc:postgresql://h/d?connectTimeout=10", "pgjdbc", { connectTimeout: 10_000 }],
    ["postgres://h/d?connect_timeout=-1&keepalives_idle=30", undefined, { connectTimeout: null, keepAlive: 30_000 }],
    ["postgres://h/d?keepalives_idle=0", undefined, {}],
    // pg reads no pool option from the string, and no connect_timeout
    ["pg://h/d?max=5&connect_timeout=3", "node-postgres", {}],
  ])("%s", (text, dialect, pool) => {
    const parsed = parseDsn(text);
    expect(parsed.dialect).toBe(dialect);
    expect(parsed.pool).toEqual(pool);
    expect(parsed.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("the last of several holds", () => {
    expect(parseDsn("postgres://h/d?connection_limit=1&connection_limit=2").pool).toEqual({ max: 2 });
  });

  test("settings of a session, and of the server in `options`", () => {
    const settings = (text: string, dialect?: string) =>
      Object.fromEntries(
        readConnectionString(text, { driver: dialect }).settings.map(({ path, value }) => [path, value]),
      );
    expect(
      settings("postgres://h/d?options=-c%20statement_timeout%3D5s%20--lock-timeout%3D10&application_name=a%20b"),
    ).toEqual({
      "session.statementTimeout": 5_000,
      "session.lockTimeout": 10,
      "connection.applicationName": "a b",
    });
    expect(
      settings(
        "postgres://h/d?statement_timeout=30000&query_timeout=0&options=-c statement_timeout=1",
        "node-postgres",
      ),
    ).toEqual({
      "session.statementTimeout": 30_000,
      "session.queryTimeout": null,
    });
    expect(settings("postgres://h/d?pool_max_conns=1&statement_timeout=5min&search_path=app")).toEqual({
      "pool.max": 1,
      "session.statementTimeout": 300_000,
      "connection.schema": "app",
    });
  });

  test("offsets are those of the value", () => {
    const text = "postgres://h/d?sslmode=require&connection_limit=20";
    const [setting] = readConnectionString(text).settings;
    expect(setting).toMatchObject({ param: "connection_limit", path: "pool.max", value: 20 });
    expect(text.slice(setting!.start, setting!.end)).toBe("20");
  });
});

describe("faults", () => {
  test("a parameter with two values", () => {
    const { pool, findings } = parseDsn("postgres://h/d?connection_limit=abc&connection_limit=4&connection_limit=4");
    expect(pool).toEqual({ max: 4 });
    expect(findings).toMatchObject([{ rule: "duplicate-key", severity: "warning" }]);
    expect(findings[0]!.message).toContain("connection_limit");
  });

  test.each<[string, string | undefined, string[]]>([
    ["hello", undefined, ["invalid-dsn"]],
    ["mysql://u:p@h/d", undefined, ["not-postgresql"]],
    ["host=h password=a b", undefined, ["invalid-dsn"]],
    ["host='h", undefined, ["invalid-dsn"]],
    ["host=h foo=1", undefined, ["unknown-dsn-parameter"]],
    ["postgres://h:70000/d", undefined, ["invalid-dsn"]],
    ["postgres://h1,h2/d?port=1,2,3", undefined, ["invalid-dsn"]],
    ["postgres://h1,h2/d?hostaddr=1.2.3.4", undefined, ["invalid-dsn"]],
    ["postgres://%ff/d", undefined, ["invalid-dsn"]],
    ["postgres://h/d\n", undefined, ["invalid-dsn"]],
    ["?connection_limit=5", undefined, ["invalid-dsn"]],
    ["postgres://h/d?conect_timeout=5", undefined, ["unknown-dsn-parameter"]],
    ["postgres://h/d?pool_max=5&pool_mox=5", undefined, ["unknown-dsn-parameter"]],
    ["postgres://h/d?connection_limit=ten", undefined, ["wrong-type"]],
    ["postgres://h/d?connection_limit=", undefined, ["wrong-type"]],
    ["postgres://h/d?pool_max_conn_lifetime=60", undefined, ["wrong-type"]],
    ["postgres://h/d?options=-c%20lock_timeout%3Dlong", undefined, ["wrong-type"]],
    ["postgres://h/d?connection_limit=5&max=5", "prisma", ["ignored-dsn-parameter"]],
    ["postgres://h/d?max=5&connection_limit=5", "node-postgres", ["ignored-dsn-parameter", "ignored-dsn-parameter"]],
    ["postgres://h/d?max=1&jit=off&app.tenant=1", "postgres-js", []],
    ["postgres://h/d?max=5", "postgres-js", ["misread-dsn-parameter"]],
  ])("%s (%s)", (text, dialect, want) => {
    expect(rules(text, dialect)).toEqual(want);
  });

  test("an ignored parameter is a warning, one that the server refuses an error", () => {
    const [ignored] = parseDsn("postgres://h/d?max=5", { dialect: "node-postgres" }).findings;
    expect(ignored).toMatchObject({
      severity: "warning",
      message: 'node-postgres does not read the parameter "max" in a connection string',
    });
    const [refused] = parseDsn("postgres://h/d?pool_timeout=5", { dialect: "postgres-js" }).findings;
    expect(refused).toMatchObject({ severity: "error" });
    expect(refused!.message).toContain("sends the parameter");
    expect(refused!.help).toContain("Prisma (pool.acquireTimeout)");
  });

  test("says what was probably meant", () => {
    const help = (text: string, dialect?: string) =>
      parseDsn(text, { dialect }).findings.map((finding) => finding.help);
    expect(help("postgres://h/d?aplication_name=x")).toEqual(["Did you mean `application_name`?"]);
    expect(help("postgres://h/d?connectionLimit=5", "prisma")).toEqual(["Did you mean `connection_limit`?"]);
    expect(help("postgre://h/d")).toEqual(["Did you mean postgresql://?"]);
    expect(help("postgres://h/d?xyzzy=1")).toEqual(["Remove it, or correct its name."]);
  });

  test("a value says what is legal", () => {
    const [finding] = parseDsn("postgres://h/d?pool_timeout=20s").findings;
    expect(finding).toMatchObject({
      message: 'The parameter "pool_timeout" (pool.acquireTimeout) is "20s", which is not a number',
      legal: "a number of seconds, 0 to 2147483; 0 for off",
    });
    expect(finding!.origin).toMatchObject({ source: "dsn", name: "DSN", line: 1, column: 29 });
  });

  test("an unknown dialect is a wrong call", () => {
    let thrown: unknown;
    try {
      parseDsn("postgres://h", { dialect: "mongo" });
    } catch (error) {
      thrown = error;
    }
    expect(isPoolcfgError(thrown) && thrown.code).toBe("usage");
    expect((thrown as Error).message).toContain("node-postgres, pgjdbc, pgx, pgxpool, postgres-js, prisma");
  });
});

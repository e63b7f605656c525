// what is read from Python, which is never run, and what its libraries take amiss
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { configOf, readConfig } from "./_config.ts";

/** Values and faults, as `rule: message`, of a program or a table. */
function read(from: string, text: string, name?: string) {
  const { values, findings, text: config } = importConfig(text, { from, statedOnly: true, ...(name && { name }) });
  return { values, faults: findings.map(({ rule, message }) => `${rule}: ${message}`), config };
}

describe.each(targets.filter(({ language }) => language === "python"))("$id", ({ id, forms }) => {
  test.each(["worked-example", "everything-set", "timeouts-off", "multi-host", "tls-verify-full"])(
    "%s: a program says what data says, but for the password",
    (name) => {
      const { config, origins } = readConfig(name);
      const data = forms.find((form) => form !== "code")!;
      const imported = (format: string) => {
        const { text } = render(config, id, { format, origins });
        return importConfig(text, { from: id, name: format === "ini" ? "alembic.ini" : "" });
      };
      const [said, meant] = [imported("code"), imported(data)];
      const secret = /^(?:secret-in-source|certificate-check-off)$/;
      expect(said.findings.filter(({ rule }) => !secret.test(rule))).toEqual([]);
      // what data cannot hold is said by the program alone
      const { "connection.password": _, ...values } = meant.values;
      const url = (text: unknown) => typeof text === "string" && { "connection.url": text.replace(/:[^:@/]*@/, "@") };
      const own = { ...values, ...url(values["connection.url"]) };
      for (const path of ["pool.testOnAcquire", "connection.ssl.mode"] as const)
        if (said.values[path] === undefined) delete own[path];
      expect(said.values).toMatchObject(own);
    },
  );
});

describe("psycopg_pool", () => {
  const program = `
    import requests
    from psycopg_pool import ConnectionPool

    requests.get("https://example.com", timeout=1)
    pool = ConnectionPool(
        "postgresql://svc@db.example.com/app",
        kwargs={"connect_timeout": 3, "application_name": "svc", "keepalives_idle": 60},
        min_size=2, max_size=20, timeout=5.5, check=ConnectionPool.check_connection, open=False,
    )
    requests.get("https://example.com", timeout=99)
  `;

  test.each(["psycopg-pool", "auto"])("the arguments of the call, and no others, read from %s", (from) => {
    expect(read(from, program, "db.py")).toMatchObject({
      values: {
        "connection.url": "postgresql://svc@db.example.com/app",
        "connection.applicationName": "svc",
        "pool.min": 2,
        "pool.max": 20,
        "pool.acquireTimeout": "5500ms",
        "pool.connectTimeout": "3s",
        "pool.keepAlive": "1m",
        "pool.testOnAcquire": "always",
      },
      faults: [],
    });
  });

  test("the sizes that it has by itself", () => {
    const imported = importConfig('{ "max_waiting": 0 }', { from: "psycopg-pool" });
    expect(imported.values).toMatchObject({ "pool.min": 4, "pool.max": 4, "pool.maxLifetimeJitter": "5%" });
  });

  test.each([
    ['{ "timeout": 0 }', "wrong-type: timeout is 0: every request fails immediately, with or without idle connections"],
    ['{ "max_lifetime": -1 }', "wrong-type: max_lifetime is -1: every connection is closed when it is returned"],
    ['{ "max_idle": null }', "wrong-type: max_idle is None: the pool counts with it, and fails"],
    ['{ "max_size": 0 }', "wrong-type: max_size must be at least 1 count"],
    ['{ "pool_size": 5 }', "unknown-key: psycopg_pool has no setting pool_size"],
    ['{ "kwargs": { "sslmode": "on" } }', "wrong-type: kwargs.sslmode is no mode of libpq"],
    [
      '{ "kwargs": { "max_size": 5 } }',
      "misplaced-key: kwargs.max_size is in a place where psycopg_pool does not read it",
    ],
  ])("%s", (text, fault) => expect(read("psycopg-pool", text).faults).toEqual([fault]));

  test.each([
    [0, "130s"],
    [-1, "130s"],
    [1, "2s"],
    ["2.9", "2s"],
    [2_147_483_647, "off"],
  ])("a connect timeout of %j is %s", (given, meant) => {
    const text = JSON.stringify({ kwargs: { connect_timeout: given } });
    expect(read("psycopg-pool", text).values).toEqual({ "pool.connectTimeout": meant.replace("130s", "2m10s") });
  });
});

describe("Django", () => {
  const settings = (more: string, pool = '"OPTIONS": {"pool": {"min_size": 2, "max_size": 8}},') => `
import os
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "app",  # the database
        "PASSWORD": os.environ["DB_PASSWORD"],
        "HOST": "db.example.com",
        ${pool}
        ${more}
    },
}
`;

  test("a program, which is known by its name", () => {
    const { values, faults, config } = read("auto", settings('"CONN_HEALTH_CHECKS": True,'), "app/settings.py");
    expect(values).toEqual({
      "connection.host": "db.example.com",
      "connection.database": "app",
      "pool.min": 2,
      "pool.max": 8,
      "pool.testOnAcquire": "always",
    });
    expect(faults).toEqual([]);
    expect(config).toContain("connection.password is filled in later there, by ${DB_PASSWORD}");
  });

  test("several databases", () => {
    const entry = (host: string) =>
      `{"ENGINE": "django.db.backends.postgresql", "HOST": "${host}", "OPTIONS": {"pool": True}}`;
    const text = `DATABASES = {"default": ${entry("main")}, "replica": ${entry("second")},
      "old": {"ENGINE": "django.db.backends.mysql", "HOST": "third"}}`;
    const { values, findings, text: config } = importConfig(text, { from: "django" });
    expect(values).toMatchObject({ "pool.max": 4, "pool.min": 4, "pool.maxLifetime": "1h" });
    expect(values).not.toHaveProperty("connection.host");
    expect(findings).toEqual([]);
    expect(config).toContain("old is left out: it is for another database, django.db.backends.mysql");
    const second = importConfig(text, { from: "django", environment: "replica" });
    expect(second.values).toMatchObject({ "connection.host": "second" });
  });

  test("without a pool, threads have connections of their own", () => {
    const imported = importConfig(settings('"CONN_MAX_AGE": 300,', ""), { from: "django" });
    expect(imported.values).toMatchObject({ "pool.maxLifetime": "5m" });
    for (const path of ["pool.max", "pool.min", "pool.acquireTimeout"])
      expect(imported.values).not.toHaveProperty([path]);
    expect(imported.text).toContain("pool.max is not set; Django has a connection for each thread of each process");
    expect(read("django", settings('"CONN_MAX_AGE": None,', "")).values).toMatchObject({ "pool.maxLifetime": "off" });
    expect(read("django", settings("", "")).config).toContain("every request has a connection of its own");
  });

  test.each([
    [settings('"CONN_MAX_AGE": 300,'), "CONN_MAX_AGE is 300 beside OPTIONS.pool: Django refuses"],
    [settings('"CONN_MAX_AGE": None,'), "CONN_MAX_AGE is None beside OPTIONS.pool: Django refuses"],
    [settings("", '"OPTIONS": {"pool": {}},'), "OPTIONS.pool is an empty table, which Django takes for no pool"],
    [settings("", '"OPTIONS": {"pool": {"max_siez": 8}},'), "Django has no setting OPTIONS.pool.max_siez"],
    [settings("", '"OPTIONS": {"max_size": 8},'), "OPTIONS.max_size is in a place where Django does not read it"],
  ])("%s", (text, fault) => {
    const { faults } = read("django", text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  test.each([
    'DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True)}',
    'DATABASES = {}\nDATABASES["default"] = dj_database_url.config(conn_max_age=600, conn_health_checks=True)',
    'DATABASES["default"] = dj_database_url.config(conn_max_age=600, conn_health_checks=True)',
    'DATABASES = {"default": {**env.db(), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}',
    'DATABASES = {"default": {}}\nDATABASES["default"].update(dj_database_url.config(conn_max_age=600, conn_health_checks=True))',
  ])("a URL of the environment that a package takes apart: %s", (text) => {
    const { values, config } = read("django", text);
    expect(values).toEqual({ "pool.maxLifetime": "10m", "pool.testOnAcquire": "always" });
    expect(config).toContain("connection.host is filled in later there, by ${DATABASE_URL}");
  });

  test("the pool that is set on it afterwards is read, and the default of its URL", () => {
    const text = `DATABASES = {"default": dj_database_url.config(default="postgres://app@db.example.com:6432/app")}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 16}}`;
    const { values, config } = read("django", text);
    expect(values).toMatchObject({ "pool.max": 16, "connection.host": "db.example.com", "connection.port": 6432 });
    expect(config).toContain("HOST is filled in later there, by DATABASE_URL; its default is read");
  });
});

describe("SQLAlchemy", () => {
  const ini = (lines: string, section = "alembic") => `[loggers]\nkeys = root\n\n[${section}]\n${lines}`;

  test("a program, with the URL put together", () => {
    const program = `
      from sqlalchemy import URL, create_engine

      url = URL.create(
          "postgresql+psycopg",
          username="svc",
          password=os.environ["PGPASSWORD"],
          host="db.example.com",
          port=6432,
          database="app",
      )
      engine = create_engine(
          url,
          connect_args={"connect_timeout": 3, "options": "-c statement_timeout=30000"},
          pool_size=5,
          max_overflow=15,
          pool_timeout=2.5,
          pool_recycle=60 * 30,
          pool_pre_ping=True,
      )`;
    const expected = {
      "connection.url": "postgresql://svc@db.example.com:6432/app",
      "pool.max": 20,
      "pool.maxIdle": 5,
      "pool.acquireTimeout": "2500ms",
      "pool.connectTimeout": "3s",
      "pool.maxLifetime": "30m",
      "pool.testOnAcquire": "always",
      "session.statementTimeout": "30s",
    };
    expect(read("sqlalchemy", program)).toMatchObject({ values: expected, faults: [] });
    expect(read("auto", program, "db.py").values).toEqual(expected);
  });

  test("a URL as an argument, whose parameters arguments of the driver beat", () => {
    const program = `engine = create_engine("postgresql+psycopg2://svc@h/app?connect_timeout=9&application_name=a",
      connect_args={"connect_timeout": 3}, **{"pool_size": 7})`;
    expect(read("sqlalchemy", program).values).toEqual({
      "connection.url": "postgresql://svc@h/app",
      "connection.applicationName": "a",
      "pool.max": 17,
      "pool.maxIdle": 7,
      "pool.connectTimeout": "3s",
    });
  });

  test("the URL of the environment is said to be, and the rest is read", () => {
    const { values, config } = read(
      "sqlalchemy",
      'SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]\nSQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 4, "max_overflow": 0, "connect_args": {"connect_timeout": 5}}',
    );
    expect(values).toEqual({ "pool.max": 4, "pool.maxIdle": 4, "pool.connectTimeout": "5s" });
    expect(config).toContain("connection.url is filled in later there");
  });

  test.each(["alembic", "app:main"])("an INI file, section %s", (section) => {
    const text = ini(
      "script_location = migrations\nsqlalchemy.url = postgresql+psycopg://svc:p%%40ss@localhost/app\nsqlalchemy.pool_size = 3\nsqlalchemy.max_overflow = 2\nsqlalchemy.pool_recycle = -1\nsqlalchemy.pool_pre_ping = true\n",
      section,
    );
    expect(read("auto", text, "alembic.ini")).toMatchObject({
      values: {
        "connection.url": "postgresql://svc:p%40ss@localhost/app",
        "pool.max": 5,
        "pool.maxIdle": 3,
        "pool.maxLifetime": "off",
        "pool.testOnAcquire": "always",
      },
      faults: [],
    });
  });

  test.each([
    ["pool_pre_ping = false", "wrong-type: pool_pre_ping is a text, and any text is true there"],
    ["pool_use_lifo = False", "wrong-type: pool_use_lifo is a text, and any text is true there"],
    ["pool_size = 0", "wrong-type: pool_size is 0: the pool has no limit"],
    ["max_overflow = -1", "wrong-type: max_overflow is -1: the pool has no limit"],
    ["pool_recycle = 0", "wrong-type: pool_recycle is 0: nearly every use opens a connection of its own"],
    ["pool_timeout = 0", "wrong-type: pool_timeout is 0: a caller that finds no idle connection fails immediately"],
    ["pool_timeout = -5", "wrong-type: pool_timeout must be at least 0 s"],
    ["poolclass = NullPool", "setting-lost: poolclass is NullPool"],
    ["pool_size = 5\nsqlalchemy.pool_sise = 5", "unknown-key: SQLAlchemy has no setting pool_sise"],
    ["url = postgresql+psycopg://h/d?pool_size=5", 'unknown-dsn-parameter: The parameter "pool_size" is unknown'],
  ])("%s", (line, fault) => {
    const { faults } = read("sqlalchemy", ini(`sqlalchemy.${line}\n`));
    expect(faults.filter((one) => one.startsWith(fault))).toHaveLength(1);
    expect(faults).toHaveLength(1);
  });
});

describe("asyncpg", () => {
  test("the arguments of the call, and no others", () => {
    const program = `
      import asyncpg, httpx

      client = httpx.AsyncClient(timeout=1)

      async def main():
          async with asyncpg.create_pool(
              "postgresql://svc@db.example.com/app", min_size=2, max_size=20, command_timeout=5,
              max_inactive_connection_lifetime=0, max_queries=10_000,
              server_settings={"application_name": "svc", "statement_timeout": "30s"},
          ) as pool:
              await pool.fetch("SELECT 1", timeout=99)`;
    const expected = {
      "connection.url": "postgresql://svc@db.example.com/app",
      "connection.applicationName": "svc",
      "pool.min": 2,
      "pool.max": 20,
      "pool.idleTimeout": "off",
      "pool.maxUses": 10_000,
      "session.queryTimeout": "5s",
      "session.statementTimeout": "30s",
    };
    expect(read("asyncpg", program)).toMatchObject({ values: expected, faults: [] });
    expect(read("auto", program, "db.py").values).toEqual(expected);
  });

  test("what it has by itself", () => {
    const { values } = importConfig('{ "host": "h" }', { from: "asyncpg" });
    expect(values).toMatchObject({
      "pool.min": 10,
      "pool.acquireTimeout": "off",
      "pool.connectTimeout": "1m",
      "pool.idleTimeout": "5m",
      "pool.maxLifetime": "off",
      "pool.maxUses": 50_000,
    });
  });

  test.each<[string, string]>([
    ['{ "max_queries": 0 }', "wrong-type: max_queries must be at least 1 count"],
    ['{ "max_inactive_connection_lifetime": -1 }', "wrong-type: max_inactive_connection_lifetime must be at least 0 s"],
    ['{ "timeout": 0 }', "wrong-type: timeout is 0: no connection can be made in that time"],
    [
      '{ "server_settings": { "statement_timeout": 5000 } }',
      "wrong-type: server_settings.statement_timeout is no text",
    ],
    ['{ "dsn": "postgresql://h/d?connect_timeout=5" }', "ignored-dsn-parameter: asyncpg sends the parameter"],
    ['{ "max_lifetime": 5 }', "unknown-key: asyncpg has no setting max_lifetime"],
    ['{ "ssl": "on" }', "wrong-type: ssl is no mode of libpq"],
  ])("%s", (text, fault) => {
    const { faults } = read("asyncpg", text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  test("parameters of libpq that it does not know are not sent to the server", () => {
    const url = "postgresql://h/d?channel_binding=require&work_mem=1MB&target_session_attrs=primary";
    const { config, origins } = configOf({ "connection.url": url, "connection.host": "other" });
    expect(render(config, "asyncpg", { origins, onlySet: true, format: "json" }).text).toBe(
      '{\n  "dsn": "postgresql://other/d?work_mem=1MB&target_session_attrs=primary"\n}\n',
    );
    const code = render(config, "asyncpg", { origins, onlySet: true, format: "code" }).text;
    expect(code).toContain('target_session_attrs="primary",');
    expect(code).toContain('"work_mem": "1MB",');
    expect(code).not.toContain("channel_binding");
  });
});

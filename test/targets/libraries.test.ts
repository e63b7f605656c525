// what the libraries really take from the rendered settings
import { PrismaPg } from "@prisma/adapter-pg";
import { drizzle } from "drizzle-orm/node-postgres";
import knex from "knex";
import pg from "pg";
import pgPromise from "pg-promise";
import { afterAll, describe, expect, test } from "vitest";
import { render } from "../../src/render/index.ts";
import { toDrizzle } from "../../src/targets/drizzle.ts";
import { toKnex } from "../../src/targets/knex.ts";
import { toKysely } from "../../src/targets/kysely.ts";
import { toNodePostgres } from "../../src/targets/node-postgres.ts";
import { toPgPromise } from "../../src/targets/pg-promise.ts";
import { toPrisma7 } from "../../src/targets/prisma@7.ts";
import { configOf, readConfig } from "./_config.ts";

const clients: knex.Knex[] = [];
afterAll(() => Promise.all(clients.map((client) => client.destroy())));

function open(settings: Readonly<Record<string, unknown>>) {
  const client = knex(toKnex(configOf(settings).config).value);
  clients.push(client);
  return client.client as {
    pool: Record<string, number>;
    connectionSettings: Record<string, unknown>;
    searchPath?: unknown;
  };
}

describe("node-postgres", () => {
  test("the pool has the settings", () => {
    const { config, origins } = readConfig("everything-set");
    const pool = new pg.Pool(toNodePostgres(config, { origins }).value);
    const options = pool.options as unknown as Record<string, unknown>;
    expect(options).toMatchObject({
      max: 20,
      min: 2,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      maxLifetimeSeconds: 1_200,
      maxUses: 7_500,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    expect(startupOf(options)).toMatchObject({
      user: "web",
      database: "shop",
      application_name: "checkout",
      statement_timeout: "15000",
      lock_timeout: "2000",
      idle_in_transaction_session_timeout: "60000",
      options: "-c search_path=sales -c transaction_timeout=300000",
    });
  });

  test("off is what pg takes for off", () => {
    const { config, origins } = readConfig("timeouts-off");
    const options = new pg.Pool(toNodePostgres(config, { origins }).value).options as unknown as Record<
      string,
      unknown
    >;
    expect(options).toMatchObject({
      connectionTimeoutMillis: 0,
      idleTimeoutMillis: 0,
      maxLifetimeSeconds: 0,
      keepAlive: false,
    });
    expect(options.maxUses).toBe(Number.POSITIVE_INFINITY);
    // a numeric 0 would not be sent, and the role's own timeout would hold
    expect(startupOf(options)).toMatchObject({
      statement_timeout: "0",
      lock_timeout: "0",
      idle_in_transaction_session_timeout: "0",
      options: "-c transaction_timeout=0",
    });
  });

  test("a session timeout that nobody set is not sent", () => {
    const { config, origins } = configOf({ "connection.host": "localhost" });
    expect(Object.keys(startupOf(toNodePostgres(config, { origins }).value)).sort()).toEqual(["database", "user"]);
  });

  test("the options win over the URL's parameters, and the others stay", () => {
    const { config, origins } = configOf({
      "connection.url":
        "postgresql://web:p%40ss@h:5433/shop?application_name=old&sslmode=require&statement_timeout=1&client_encoding=LATIN1&options=-c%20geqo%3Doff%20-c%20search_path%3Dx",
      "connection.applicationName": "new",
      "connection.ssl.mode": "verify-full",
      "connection.schema": "sales",
      "session.statementTimeout": "9s",
    });
    const client = new pg.Client(toNodePostgres(config, { origins }).value);
    const { connectionParameters: read } = client as unknown as { connectionParameters: Record<string, unknown> };
    expect(read).toMatchObject({
      host: "h",
      port: 5433,
      user: "web",
      database: "shop",
      application_name: "new",
      ssl: { rejectUnauthorized: true },
      statement_timeout: 9_000,
      client_encoding: "LATIN1",
    });
    expect(read.options).toBe("-c geqo=off -c search_path=sales");
    expect(read.password).toBe("p@ss");
  });

  test.each([
    ["disable", false],
    ["require", { rejectUnauthorized: false }],
    ["verify-full", { rejectUnauthorized: true }],
  ])("ssl.mode %s", (mode, expected) => {
    const { config, origins } = configOf({ "connection.ssl.mode": mode });
    expect(toNodePostgres(config, { origins }).value.ssl).toEqual(expected);
  });

  test("verify-ca leaves the name unchecked, and a certificate is read when it is looked at", () => {
    const { config, origins } = configOf({
      "connection.ssl.mode": "verify-ca",
      "connection.ssl.ca": "test/configs/tls-verify-ca.toml",
    });
    const ssl = toNodePostgres(config, { origins }).value.ssl as {
      ca: string;
      checkServerIdentity(host: string, certificate: object): unknown;
    };
    expect(ssl.checkServerIdentity("other", {})).toBeUndefined();
    expect(ssl.ca).toContain('mode = "verify-ca"');
  });
});

describe("over pg", () => {
  const settings = { "connection.host": "h", "connection.password": "p", "pool.max": 7, "pool.maxUses": 9 };
  const expected = { host: "h", max: 7, maxUses: 9, min: 0, idleTimeoutMillis: 600_000 };

  test("drizzle makes its pool of the settings", () => {
    const { $client } = drizzle(toDrizzle(configOf(settings).config).value);
    expect($client.options).toMatchObject(expected);
  });

  test("pg-promise makes its pool of the settings", () => {
    const db = pgPromise({ noWarnings: true })(toPgPromise(configOf(settings).config).value);
    expect(db.$pool.options).toMatchObject(expected);
  });

  test.each(["10.0.0.1", "::1"])("verify-full checks the certificate for %s in every pg", (host) => {
    const mode = { "connection.ssl.mode": "verify-full" };
    const of = (parts: object) => toKysely(configOf({ ...mode, ...parts }).config).value.ssl;
    expect(of({ "connection.host": host })).toEqual({ rejectUnauthorized: true, host });
    expect(of({ "connection.host": "db.example.com" })).toEqual({ rejectUnauthorized: true });
  });
});

describe("prisma@7", () => {
  test("the adapter takes both arguments", () => {
    const { config, origins } = readConfig("everything-set");
    const { value } = toPrisma7(config, { origins });
    expect(value.options).toEqual({ schema: "sales" });
    expect(value.config).toMatchObject({ max: 20, connectionTimeoutMillis: 10_000 });
    expect(new PrismaPg(value.config, value.options).provider).toBe("postgres");
  });
});

describe("knex", () => {
  test("tarn has the settings", () => {
    const { pool, connectionSettings } = open({
      "connection.host": "h",
      "pool.max": 20,
      "pool.min": 1,
      "pool.acquireTimeout": "7s",
      "pool.connectTimeout": "3s",
      "pool.idleTimeout": "1m",
    });
    expect(pool).toMatchObject({
      max: 20,
      min: 1,
      acquireTimeoutMillis: 7_000,
      createTimeoutMillis: 3_000,
      idleTimeoutMillis: 60_000,
    });
    expect(connectionSettings).toMatchObject({ host: "h", connectionTimeoutMillis: 3_000, keepAlive: true });
  });

  test("off is what tarn takes for off", () => {
    const { pool, connectionSettings } = open({
      "pool.acquireTimeout": "off",
      "pool.connectTimeout": "off",
      "pool.idleTimeout": "off",
      "pool.maxLifetime": "off",
    });
    expect(pool).toMatchObject({
      acquireTimeoutMillis: 2_147_483_647,
      createTimeoutMillis: 2_147_483_647,
      idleTimeoutMillis: Number.MAX_SAFE_INTEGER,
    });
    expect(connectionSettings).toMatchObject({ connectionTimeoutMillis: 0 });
  });

  test("one function counts the uses and tests, and data cannot hold it", () => {
    const { config, origins } = configOf({ "pool.maxUses": 5, "pool.testOnAcquire": "off" });
    expect(toKnex(config, { origins }).value.pool).toMatchObject({ validate: expect.any(Function) });
    expect(toKnex(configOf({ "pool.maxUses": "off" }).config).value.pool).not.toHaveProperty("validate");
    const { deviations } = render(config, "knex", { format: "json", origins });
    expect(deviations.map(({ path }) => path)).toEqual(["pool.maxUses"]);
  });

  test("several schemas are a list", () => {
    expect(open({ "connection.schema": "sales, public" }).searchPath).toEqual(["sales", "public"]);
  });

  test("lifetimes lie in [lifetime − jitter, lifetime]", () => {
    const { pool } = toKnex(configOf({ "pool.maxLifetime": "20m", "pool.maxLifetimeJitter": "25%" }).config).value;
    expect(pool).toMatchObject({ maxConnectionLifetimeMillis: 900_000, maxConnectionLifetimeJitterMillis: 300_000 });
  });

  test("a jitter that leaves no lifetime is refused, because 0 is off there", () => {
    const { deviations } = toKnex(configOf({ "pool.maxLifetime": "20m", "pool.maxLifetimeJitter": "100%" }).config);
    expect(deviations).toMatchObject([{ path: "pool.maxLifetime", kind: "unrepresentable", severity: "error" }]);
  });
});

function startupOf(options: object): Record<string, unknown> {
  return (new pg.Client(options) as unknown as { getStartupConf(): Record<string, unknown> }).getStartupConf();
}

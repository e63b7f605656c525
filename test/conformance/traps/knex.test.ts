// knex and tarn refuse, ignore and outwait what people write
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import knex, { type Knex } from "knex";
import { describe, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { startBlackhole } from "../_blackhole.ts";
import { near, settle, sleep } from "../_clock.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();
const rules = (options: object) => importConfig(options, { from: "knex" }).findings.map(({ rule }) => rule);
const PID = "SELECT pg_backend_pid() AS pid";

function open(config: Knex.Config): Knex {
  const db = knex({ ...config, log: { warn() {} } });
  return traps.keep(db, () => Promise.race([db.destroy(), sleep(1_000)]));
}

const theirs = (pool: object, more: object = {}) => open({ client: "pg", connection: traps.bare(), pool, ...more });
const ours = (settings: object) => open(traps.ours("knex", settings));

async function pidOf(db: Knex): Promise<number> {
  return (await db.raw(PID)).rows[0].pid;
}

async function waitWhenExhausted(db: Knex) {
  const held = await db.client.acquireConnection();
  const outcome = await settle(db.raw("SELECT 1"), 3_000);
  await db.client.releaseConnection(held);
  return outcome;
}

describe("what tarn refuses to start with", () => {
  test.each([
    [{ min: 0, max: "10" }, /opt\.max/, "wrong-type"],
    [{ min: "0", max: 10 }, /opt\.min/, "wrong-type"],
    [{ min: -1, max: 10 }, /opt\.min/, "wrong-type"],
    [{ min: 0, idleTimeoutMillis: 0 }, /idleTimeoutMillis/, "wrong-type"],
    [{ min: 0, idleTimeoutMillis: "30000" }, /idleTimeoutMillis/, "wrong-type"],
    [{ min: 0, acquireTimeoutMillis: 0 }, /acquireTimeoutMillis/, "wrong-type"],
    [{ min: 0, acquireTimeoutMillis: null }, /acquireTimeoutMillis/, "wrong-type"],
    [{ min: 0, createTimeoutMillis: 0 }, /createTimeoutMillis/, "wrong-type"],
    [{ min: 0, maxUses: 100 }, /unsupported option opt\.maxUses/, "unknown-key"],
    [{ min: 0, maxWaitingClients: 5 }, /unsupported option/, "unknown-key"],
    [{ min: 0, refreshIdle: true }, /unsupported option opt\.refreshIdle/, "unknown-key"],
  ])("%j", (pool, message, rule) => {
    expect(() => theirs(pool)).toThrow(message);
    expect(rules({ client: "pg", pool })).toContain(rule);
  });

  test("off is written in numbers that it takes", async () => {
    const off = ["acquireTimeout", "connectTimeout", "idleTimeout", "maxLifetime"] as const;
    const db = ours(Object.fromEntries(off.map((name) => [`pool.${name}`, "off"])));
    expect(await pidOf(db)).toBeGreaterThan(0);
  });

  test("a max below its own min of 2", async () => {
    expect(() => theirs({ max: 1 })).toThrow(/max is smaller than opt\.min/);
    expect(await pidOf(ours({ "pool.max": 1 }))).toBeGreaterThan(0);
    expect(importConfig({ client: "pg", pool: { max: 1 } }, { from: "knex" }).values).toMatchObject({ "pool.min": 2 });
  });

  test("a max of 0 makes no pool at all", async () => {
    await expect(theirs({ min: 0, max: 0 }).raw("SELECT 1")).rejects.toThrow("Unable to acquire a connection");
    expect(rules({ client: "pg", pool: { min: 0, max: 0 } })).toContain("wrong-type");
  });
});

describe("times", () => {
  test("of two acquire timeouts the smaller holds", async () => {
    const bare = await waitWhenExhausted(
      theirs({ min: 0, max: 1, acquireTimeoutMillis: 2_000 }, { acquireConnectionTimeout: 200 }),
    );
    expect([bare.how, near(bare.ms, 200)]).toEqual(["failed", true]);
    const own = await waitWhenExhausted(ours({ "pool.max": 1, "pool.acquireTimeout": "600ms" }));
    expect([own.how, near(own.ms, 600)]).toEqual(["failed", true]);
    const both = { client: "pg", acquireConnectionTimeout: 200, pool: { acquireTimeoutMillis: 2_000 } };
    expect(rules(both)).toContain("conflicting-sources");
  });

  test("tarn gives up a connect before the driver does", async () => {
    const blackhole = await startBlackhole();
    const connection = { ...traps.bare(), port: blackhole.port, connectionTimeoutMillis: 5_000 };
    const bare = open({ client: "pg", connection, pool: { min: 0, createTimeoutMillis: 200 } });
    const { how, ms } = await settle(bare.raw("SELECT 1"), 3_000);
    expect([how, near(ms, 200)]).toEqual(["failed", true]);
    const own = ours({ "pool.connectTimeout": "5s" }).client;
    expect([own.pool.createTimeoutMillis, own.connectionSettings.connectionTimeoutMillis]).toEqual([5_000, 5_000]);
    expect(open({ client: "pg", connection }).client.pool.createTimeoutMillis).toBe(30_000);
    blackhole.stop();
  });

  test("propagateCreateError: false hides a wrong password behind the acquire timeout", async () => {
    const pool = { min: 0, acquireTimeoutMillis: 500, propagateCreateError: false };
    const connection = { ...traps.bare(), password: "wrong" };
    const bare = await settle(open({ client: "pg", connection, pool }).raw("SELECT 1"), 3_000);
    expect(bare).toMatchObject({ how: "failed", error: { message: expect.stringContaining("Timeout acquiring") } });
    const own = await settle(
      ours({ "connection.password": "wrong", "pool.acquireTimeout": "3s" }).raw("SELECT 1"),
      2_500,
    );
    expect(own).toMatchObject({ how: "failed", error: { code: "28P01" } });
    expect(rules({ client: "pg", pool })).toContain("create-error-hidden");
  });

  test("a lifetime in a text is none", async () => {
    const twice = async (db: Knex) => {
      const first = await pidOf(db);
      await sleep(200);
      return first === (await pidOf(db));
    };
    const pool = { min: 0, max: 1, maxConnectionLifetimeMillis: "50" };
    expect(await twice(theirs(pool))).toBe(true);
    expect(await twice(ours({ "pool.max": 1, "pool.maxLifetime": "50ms", "pool.maxLifetimeJitter": "0s" }))).toBe(
      false,
    );
    expect(rules({ client: "pg", pool })).toContain("wrong-type");
  });

  test("the process does not end while the pool keeps its own min of 2", async () => {
    const [bare, own] = await Promise.all([
      endsItself({ client: "pg", connection: traps.bare(), pool: { idleTimeoutMillis: 100, reapIntervalMillis: 50 } }),
      endsItself(traps.ours("knex", { "pool.idleTimeout": "100ms" })),
    ]);
    expect({ bare, own }).toEqual({ bare: false, own: true });
  });
});

test("parameters of a URL hold where it is the whole connection, and not as its connectionString", () => {
  const url = traps.url("?connectionTimeoutMillis=300&keepAlive=true");
  const settingsOf = (db: Knex) => db.client.connectionSettings;
  expect(settingsOf(open({ client: "pg", connection: url }))).toMatchObject({ connectionTimeoutMillis: "300" });
  const asOption = settingsOf(open({ client: "pg", connection: { connectionString: url } }));
  expect(asOption.connectionTimeoutMillis).toBeUndefined();
  const own = settingsOf(ours({ "connection.url": traps.url(), "pool.connectTimeout": "300ms" }));
  expect(own).toMatchObject({ connectionTimeoutMillis: 300, keepAlive: true });
  const { values } = importConfig({ client: "pg", connection: url }, { from: "knex" });
  expect(values).toMatchObject({ "pool.connectTimeout": "300ms", "connection.url": traps.url() });
  expect(rules({ client: "pg", connection: url })).toEqual([]);
  expect(rules({ client: "pg", connection: { connectionString: url } })).toContain("ignored-dsn-parameter");
});

test("maxUses and a test before use are kept by validate, which knex asks last", async () => {
  const db = ours({ "pool.max": 1, "pool.maxUses": 2, "pool.testOnAcquire": "always" });
  const pids = [await pidOf(db), await pidOf(db), await pidOf(db)];
  expect([pids[0] === pids[1], pids[1] === pids[2]]).toEqual([true, false]);
});

// whether a program that asks once, and does not destroy its knex, ends by itself
function endsItself(config: object): Promise<boolean> {
  const from = JSON.stringify(createRequire(import.meta.url).resolve("knex"));
  const program = `require(${from})(${JSON.stringify(config)}).raw("SELECT 1").then(() => {})`;
  return new Promise((resolve) => {
    execFile(process.execPath, ["-e", program], { timeout: 2_500 }, (error) => resolve(error === null));
  });
}

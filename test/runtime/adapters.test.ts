// one pool under each library that takes a pg.Pool, and knex beside it: the real libraries, on a real PostgreSQL
import { createRequire } from "node:module";
import { EntitySchema as MikroEntity } from "@mikro-orm/core";
import { MikroORM } from "@mikro-orm/postgresql";
import { sql as drizzleSql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import knex from "knex";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import pgPromise from "pg-promise";
import { DataSource, EntitySchema } from "typeorm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ManagedPool } from "../../src/runtime/index.ts";
import { toKnex } from "../../src/targets/knex.ts";
import { times, until } from "../conformance/_clock.ts";
import { type Server, startServer } from "../conformance/_server.ts";
import prisma7 from "../conformance/drivers/prisma@7.ts";
import { closeAll, configFor, poolOn } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

const open = (name: string, options = {}): ManagedPool =>
  poolOn(server.port, { "pool.max": 2, "connection.applicationName": name }, { name, ...options }).pool;
const APP = "SELECT current_setting('application_name') AS app";

/** Every connection came from the pool, and all are back. */
async function expectServed(pool: ManagedPool, checkouts: number): Promise<void> {
  // after an error, the server takes a moment to be ready again
  await until(() => pool.stats().used === 0, 2_000);
  const { acquired, used, waiting, size } = pool.stats();
  expect(acquired).toBeGreaterThanOrEqual(checkouts);
  expect({ used, waiting }).toEqual({ used: 0, waiting: 0 });
  expect(size).toBeLessThanOrEqual(2);
}

test("drizzle", async () => {
  const pool = open("drizzle");
  const db = drizzle({ client: pool });
  expect((await db.execute(drizzleSql.raw(APP))).rows).toEqual([{ app: "drizzle" }]);
  await expect(
    db.transaction(async (transaction) => {
      await transaction.execute(drizzleSql`CREATE TABLE from_drizzle (id int)`);
      transaction.rollback();
    }),
  ).rejects.toThrow();
  await db.transaction((transaction) => transaction.execute(drizzleSql`SELECT 1`));
  await expectServed(pool, 3);
});

test("kysely", async () => {
  const pool = open("kysely");
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  expect((await sql.raw(APP).execute(db)).rows).toEqual([{ app: "kysely" }]);
  await db.transaction().execute((transaction) => sql`SELECT 1`.execute(transaction));
  await expectServed(pool, 2);
  await db.destroy();
  expect(pool.ended).toBe(true);
});

test("TypeORM", async () => {
  const pool = open("typeorm");
  const Probe = new EntitySchema<{ id: number }>({
    name: "Probe",
    tableName: "Probe",
    columns: { id: { type: Number, primary: true } },
  });
  function Pool() {
    return pool;
  }
  const source = new DataSource({ type: "postgres", driver: { ...pg, Pool }, entities: [Probe] });
  await source.initialize();
  expect(await source.query(APP)).toEqual([{ app: "typeorm" }]);
  expect(await source.getRepository(Probe).find()).toEqual([{ id: 1 }]);
  await source.transaction((manager) => manager.query("SELECT 1"));
  await expectServed(pool, 3);
  await source.destroy();
  expect(pool.ended).toBe(true);
});

test("MikroORM", async () => {
  const pool = open("mikro-orm");
  const Probe = new MikroEntity<{ id: number }>({
    name: "Probe",
    tableName: "Probe",
    properties: { id: { type: "number", primary: true } },
  });
  const orm = new MikroORM({
    dbName: "postgres",
    driverOptions: new PostgresDialect({ pool }),
    entities: [Probe],
    logger: () => {},
  });
  expect(await orm.em.getConnection().execute(APP)).toEqual([{ app: "mikro-orm" }]);
  expect((await orm.em.fork().findOneOrFail(Probe, { id: { $gt: 0 } })).id).toBe(1);
  await orm.em.fork().transactional((em) => em.execute("SELECT 1"));
  await expectServed(pool, 3);
  await orm.close(true);
  expect(pool.ended).toBe(true);
});

test("pg-promise", async () => {
  const pgp = pgPromise({ noWarnings: true });
  const pool = open("pg-promise", { pg: pgp.pg });
  const native = pgp.pg as { Pool?: unknown };
  const { Pool } = native;
  native.Pool = function Given() {
    return pool;
  };
  const db = pgp({});
  native.Pool = Pool;
  expect(await db.one(APP)).toEqual({ app: "pg-promise" });
  expect(await db.tx((t) => t.one("SELECT 1 AS one"))).toEqual({ one: 1 });
  await expect(db.one("SELECT nothing")).rejects.toThrow(/nothing/);
  await expectServed(pool, 3);
  await db.$pool.end();
  expect(pool.ended).toBe(true);
});

test("Prisma 7", async () => {
  await prisma7.prepare();
  const pool = open("prisma", {
    pg: createRequire(createRequire(import.meta.url).resolve("@prisma/adapter-pg"))("pg"),
  });
  // the driver makes `new PrismaPg(config, options)`, which takes a pool in place of a config
  const prisma = prisma7.open({ config: pool });
  expect(await prisma.query(APP)).toEqual([{ app: "prisma" }]);
  expect(await prisma.probe!()).toBe(1);
  await Promise.all(Object.values(prisma.otherWaits!).map((transaction) => transaction()));
  await expectServed(pool, 3);
  await prisma.end();
  // whoever made the pool ends it
  expect(pool.ended).toBe(false);
}, 60_000);

test("knex, on its own pool: what the config says of the session holds, and what tarn has not is said", async () => {
  const config = configFor(server.port, {
    "connection.applicationName": "knex",
    "connection.schema": "tenant",
    "pool.max": 2,
    "pool.min": 1,
    "pool.acquireTimeout": "300ms",
    "pool.idleTimeout": "400ms",
    "pool.maxLifetime": "10m",
    "pool.maxWaiting": 5,
    "session.statementTimeout": "7s",
    "session.lockTimeout": "3s",
    "session.idleInTransactionTimeout": "5s",
    "retry.maxAttempts": 4,
    "observe.leakThreshold": "20s",
  });
  const { value, deviations } = toKnex(config);
  expect(deviations.map(({ path, kind }) => `${path} ${kind}`).sort()).toEqual([
    "observe.leakThreshold unsupported",
    "pool.maxLifetime partial",
    "pool.maxWaiting unsupported",
    "pool.min partial",
    "retry.maxAttempts unsupported",
  ]);
  const connections = server.watch("knex");
  const db = knex({ ...value, log: { warn() {}, error() {} } });
  const settings = "current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock";
  const { rows } = await db.raw(`SELECT ${settings}, current_setting('idle_in_transaction_session_timeout') AS idle`);
  expect(rows).toEqual([{ statement: "7s", lock: "3s", idle: "5s" }]);
  expect(await db("Probe").first("id")).toEqual({ id: 2 });
  await expect(db.transaction((transaction) => transaction.raw("SELECT nothing"))).rejects.toThrow(/nothing/);
  const held = await Promise.all(times(2, () => db.transaction()));
  expect(db.client.pool.acquireTimeoutMillis).toBe(300);
  await expect(db.raw("SELECT 1")).rejects.toThrow(knex.KnexTimeoutError);
  expect(connections.peak).toBe(2);
  await Promise.all(held.map((transaction) => transaction.rollback()));
  expect(await until(() => connections.open.length === 1, 5_000), "down to the floor").toBe(true);
  await db.destroy();
  expect(await until(() => connections.open.length === 0, 5_000), "none after the end").toBe(true);
});

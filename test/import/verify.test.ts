// a pool that runs beside a config: every library that verifyPool takes

import { MikroORM } from "@mikro-orm/postgresql";
import { PrismaPg } from "@prisma/adapter-pg";
import { Sequelize as Sequelize7 } from "@sequelize/core";
import { PostgresDialect } from "@sequelize/postgres";
import { drizzle } from "drizzle-orm/node-postgres";
import knex from "knex";
import pg from "pg";
import postgres from "postgres";
import { Sequelize } from "sequelize";
import "reflect-metadata";
import { DataSource } from "typeorm";
import { expect, test } from "vitest";
import { loadPoolConfigSync, render, type TargetId, verifyPool } from "../../src/index.ts";
import type { ConfigInput } from "../../src/model/input.ts";
import { createPool } from "../../src/runtime/index.ts";

type PoolInput = NonNullable<ConfigInput["pool"]>;

const load = (pool: PoolInput, connection: NonNullable<ConfigInput["connection"]> = CONNECTION) =>
  loadPoolConfigSync({ config: { connection, pool }, env: false, dotenv: false });

const CONNECTION = {
  host: "db.example",
  port: 5433,
  user: "app",
  password: "c4nary-secret",
  database: "shop",
  ssl: { mode: "disable" },
} as const;

const SETTINGS = { max: 7, idleTimeout: "20s", acquireTimeout: "5s" } as const;

const rendered = <T>(target: TargetId, pool: PoolInput = SETTINGS) => render(load(pool), target).value as T;

const MADE: [name: string, target: string, make: (pool?: PoolInput) => object | Promise<object>][] = [
  ["pg.Pool", "node-postgres", (pool) => new pg.Pool(rendered("node-postgres", pool))],
  ["drizzle", "node-postgres", (pool) => drizzle({ client: new pg.Pool(rendered("node-postgres", pool)) })],
  ["postgres.js", "postgres-js", (pool) => postgres(rendered<postgres.Options<never>>("postgres-js", pool))],
  ["knex", "knex", (pool) => knex(rendered<object>("knex", pool))],
  ["Sequelize 6", "sequelize", (pool) => new Sequelize(rendered<object>("sequelize", pool))],
  [
    "Sequelize 7",
    "sequelize@7",
    (pool) => new Sequelize7({ ...rendered<object>("sequelize@7", pool), dialect: PostgresDialect }),
  ],
  ["TypeORM", "typeorm", (pool) => new DataSource(rendered("typeorm", pool))],
  [
    "MikroORM",
    "mikro-orm",
    (pool) =>
      new MikroORM({
        ...rendered<object>("mikro-orm", pool),
        entities: [],
        discovery: { warnWhenNoEntities: false },
      } as never),
  ],
  ["Prisma's adapter", "prisma@7", (pool) => new PrismaPg(rendered<pg.PoolConfig>("prisma@7", pool))],
];

/** What poolcfg itself renders as a function. */
const FUNCTIONS: Record<string, string[]> = {
  "postgres-js": ["max_lifetime is a function"],
  sequelize: ["pool.validate is a function"],
  "sequelize@7": ["pool.validate is a function"],
};

test.each(MADE)("%s made of the config has no difference", async (_, target, make) => {
  expect(verifyPool(await make(), load(SETTINGS))).toEqual({
    target,
    differences: [],
    unverified: FUNCTIONS[target] ?? [],
  });
});

test.each(MADE)("%s with another size and time is told apart", async (_, __, make) => {
  const { differences } = verifyPool(await make({ ...SETTINGS, max: 20, acquireTimeout: "1s" }), load(SETTINGS));
  const paths = differences.map(({ path }) => path);
  expect(paths).toContain("pool.max");
  expect(differences.find(({ path }) => path === "pool.max")).toMatchObject({ expected: 7, actual: 20 });
  expect(JSON.stringify(differences)).not.toContain("c4nary");
});

test("the server is compared, in a URL or in parts, and never the password", () => {
  const pool = new pg.Pool({ connectionString: "postgresql://app:c4nary-secret@other.example/shop?sslmode=disable" });
  const { differences } = verifyPool(pool, load({}));
  expect(differences.filter(({ path }) => path.startsWith("connection."))).toEqual([
    expect.objectContaining({ path: "connection.host", expected: "db.example", actual: "other.example" }),
    expect.objectContaining({ path: "connection.port", expected: 5433, actual: 5432 }),
  ]);
  expect(JSON.stringify(differences)).not.toContain("c4nary");
});

test("a default of the library counts, since that is what is in effect", () => {
  const { differences } = verifyPool(new pg.Pool(), load({ max: 20 }, {}));
  expect(differences).toContainEqual(
    expect.objectContaining({
      path: "pool.max",
      expected: 20,
      actual: 10,
      message: "pool.max (max) is 10; with this config it would be 20",
    }),
  );
});

test("a setting that is a function is named, not passed over", () => {
  const db = knex({ client: "pg", connection: {}, pool: { max: 10, validate: () => true } as never });
  expect(verifyPool(db, load({})).unverified).toEqual(["pool.validate is a function"]);
});

test.each([null, {}, [], "postgres://h/d", 7, () => {}])("what is no pool is refused: %s", (given) => {
  expect(() => verifyPool(given as never, load({}))).toThrow(expect.objectContaining({ code: "usage" }));
});

test("a pool of createPool is refused, since it has the whole config", () => {
  expect(() => verifyPool(createPool(load({})), load({}))).toThrow(/createPool/);
});

// what targets return is what the libraries take: checked by tsc, never run
import { MikroORM, type Options } from "@mikro-orm/postgresql";
import { Pool as NeonPool } from "@neondatabase/serverless";
import { PrismaPg } from "@prisma/adapter-pg";
import { Sequelize as Sequelize7 } from "@sequelize/core";
import { drizzle } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import knex, { type Knex } from "knex";
import { Kysely, PostgresDialect } from "kysely";
import { Model } from "objection";
import pg, { type PoolConfig } from "pg";
import pgPromise from "pg-promise";
import postgres from "postgres";
import { createClientPool } from "redis";
import { Sequelize, type Options as SequelizeOptions } from "sequelize";
import { createPool } from "slonik";
import { DataSource, type DataSourceOptions } from "typeorm";
import { loadPoolConfig } from "../../src/load/index.ts";
import type { Config } from "../../src/model/model.ts";
import { toDrizzle } from "../../src/targets/drizzle.ts";
import { toDrizzlePostgresJs } from "../../src/targets/drizzle-postgres-js.ts";
import { toKnex } from "../../src/targets/knex.ts";
import { toKysely } from "../../src/targets/kysely.ts";
import { toMikroOrm6 } from "../../src/targets/mikro-orm@6.ts";
import { toMikroOrm } from "../../src/targets/mikro-orm.ts";
import { toNeon } from "../../src/targets/neon.ts";
import { toNodePostgres } from "../../src/targets/node-postgres.ts";
import { toNodeRedis } from "../../src/targets/node-redis.ts";
import { toObjection } from "../../src/targets/objection.ts";
import { toPgPromise } from "../../src/targets/pg-promise.ts";
import { toPostgresJs } from "../../src/targets/postgres-js.ts";
import { toPrisma7 } from "../../src/targets/prisma@7.ts";
import { toPrisma } from "../../src/targets/prisma.ts";
import { toSequelize7 } from "../../src/targets/sequelize@7.ts";
import { toSequelize } from "../../src/targets/sequelize.ts";
import { toSlonik } from "../../src/targets/slonik.ts";
import { toTypeorm } from "../../src/targets/typeorm.ts";

export function use(config: Config): unknown[] {
  const { config: options, options: more } = toPrisma7(config).value;
  const url: string = toPrisma(config).value;
  const pool: PoolConfig = toNodePostgres(config).value;
  const orm: Options = toMikroOrm(config).value;
  const orm6: Options = toMikroOrm6(config).value;
  const source: DataSourceOptions = toTypeorm(config).value;
  const whole: Knex.Config = toKnex(config).value;
  return [
    new pg.Pool(toNodePostgres(config).value),
    knex(toKnex(config).value),
    knex({ client: "pg", ...toKnex(config).value }),
    Model.knex(knex(toObjection(config).value)),
    new MikroORM({ entities: [], ...toMikroOrm(config).value }),
    orm,
    orm6,
    new PrismaPg(options, more),
    postgres(toPostgresJs(config).value),
    new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool(toKysely(config).value) }) }),
    drizzle(toDrizzle(config).value),
    drizzle({ ...toDrizzle(config).value, logger: true }),
    new NeonPool(toNeon(config).value),
    pgPromise()(toPgPromise(config).value),
    createPool(toSlonik(config).value.connectionUri, toSlonik(config).value.configuration),
    new DataSource(toTypeorm(config).value),
    new DataSource({ ...toTypeorm(config).value, entities: [] }),
    source,
    drizzlePostgresJs(toDrizzlePostgresJs(config).value),
    url,
    pool,
    whole,
    createClientPool(toNodeRedis(config).value.clientOptions, toNodeRedis(config).value.poolOptions),
    new Sequelize(toSequelize(config).value),
    new Sequelize({ ...toSequelize(config).value, logging: false } satisfies SequelizeOptions),
    new Sequelize7(toSequelize7(config).value),
  ];
}

export async function boot(): Promise<Knex> {
  const config = await loadPoolConfig();
  return knex({ client: "pg", ...toKnex(config).value });
}

// @ts-expect-error a target does not return just anything
export const wrong: (config: Config) => number = (config) => toNodePostgres(config).value;

// the types of a library that is not found are any, which accepts everything above
type Value<Render extends (config: Config) => { readonly value: unknown }> = ReturnType<Render>["value"];
// @ts-expect-error not any
export const mikroOrm: Value<typeof toMikroOrm> = 0;
// @ts-expect-error not any
export const mikroOrm6: Value<typeof toMikroOrm6> = 0;
// @ts-expect-error not any
export const slonik: Value<typeof toSlonik>["configuration"] = 0;

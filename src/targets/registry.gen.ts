// written by: npm run gen
import type { Target } from "../mapping/define.ts";
import asyncpg from "./asyncpg.ts";
import bb8 from "./bb8.ts";
import bunSql from "./bun-sql.ts";
import databaseSql from "./database-sql.ts";
import deadpool from "./deadpool.ts";
import diesel from "./diesel.ts";
import django from "./django.ts";
import drizzle from "./drizzle.ts";
import drizzlePostgresJs from "./drizzle-postgres-js.ts";
import ecto from "./ecto.ts";
import gorm from "./gorm.ts";
import hikaricp from "./hikaricp.ts";
import hikaricpV5 from "./hikaricp@5.ts";
import knex from "./knex.ts";
import kysely from "./kysely.ts";
import mikroOrm from "./mikro-orm.ts";
import mikroOrmV6 from "./mikro-orm@6.ts";
import neon from "./neon.ts";
import nodePostgres from "./node-postgres.ts";
import nodeRedis from "./node-redis.ts";
import npgsql from "./npgsql.ts";
import npgsqlV8 from "./npgsql@8.ts";
import objection from "./objection.ts";
import odyssey from "./odyssey.ts";
import pgPromise from "./pg-promise.ts";
import pgbouncer from "./pgbouncer.ts";
import pgcat from "./pgcat.ts";
import pgdog from "./pgdog.ts";
import pgxpool from "./pgxpool.ts";
import postgresJs from "./postgres-js.ts";
import prisma from "./prisma.ts";
import prismaV7 from "./prisma@7.ts";
import psycopgPool from "./psycopg-pool.ts";
import quarkus from "./quarkus.ts";
import r2dbc from "./r2dbc.ts";
import rails from "./rails.ts";
import railsV7 from "./rails@7.ts";
import rdsProxy from "./rds-proxy.ts";
import runtime from "./runtime.ts";
import sequelize from "./sequelize.ts";
import sequelizeV7 from "./sequelize@7.ts";
import slonik from "./slonik.ts";
import springBoot from "./spring-boot.ts";
import springBootV3 from "./spring-boot@3.ts";
import sqlalchemy from "./sqlalchemy.ts";
import sqlx from "./sqlx.ts";
import supavisor from "./supavisor.ts";
import typeorm from "./typeorm.ts";

export const targets: readonly Target[] = [
  asyncpg,
  bb8,
  bunSql,
  databaseSql,
  deadpool,
  diesel,
  django,
  drizzle,
  drizzlePostgresJs,
  ecto,
  gorm,
  hikaricp,
  hikaricpV5,
  knex,
  kysely,
  mikroOrm,
  mikroOrmV6,
  neon,
  nodePostgres,
  nodeRedis,
  npgsql,
  npgsqlV8,
  objection,
  odyssey,
  pgPromise,
  pgbouncer,
  pgcat,
  pgdog,
  pgxpool,
  postgresJs,
  prisma,
  prismaV7,
  psycopgPool,
  quarkus,
  r2dbc,
  rails,
  railsV7,
  rdsProxy,
  runtime,
  sequelize,
  sequelizeV7,
  slonik,
  springBoot,
  springBootV3,
  sqlalchemy,
  sqlx,
  supavisor,
  typeorm,
];

/** Id of a target. */
export type TargetId =
  | "asyncpg"
  | "bb8"
  | "bun-sql"
  | "database-sql"
  | "deadpool"
  | "diesel"
  | "django"
  | "drizzle"
  | "drizzle-postgres-js"
  | "ecto"
  | "gorm"
  | "hikaricp"
  | "hikaricp@5"
  | "knex"
  | "kysely"
  | "mikro-orm"
  | "mikro-orm@6"
  | "neon"
  | "node-postgres"
  | "node-redis"
  | "npgsql"
  | "npgsql@8"
  | "objection"
  | "odyssey"
  | "pg-promise"
  | "pgbouncer"
  | "pgcat"
  | "pgdog"
  | "pgxpool"
  | "postgres-js"
  | "prisma"
  | "prisma@7"
  | "psycopg-pool"
  | "quarkus"
  | "r2dbc"
  | "rails"
  | "rails@7"
  | "rds-proxy"
  | "runtime"
  | "sequelize"
  | "sequelize@7"
  | "slonik"
  | "spring-boot"
  | "spring-boot@3"
  | "sqlalchemy"
  | "sqlx"
  | "supavisor"
  | "typeorm";

// written by: npm run gen
import type { Dialect } from "./_define.ts";
import asyncpg from "./asyncpg.ts";
import bunSql from "./bun-sql.ts";
import canonical from "./canonical.ts";
import ecto from "./ecto.ts";
import libpq from "./libpq.ts";
import mikroOrm from "./mikro-orm.ts";
import nodePostgres from "./node-postgres.ts";
import pgjdbc from "./pgjdbc.ts";
import pgx from "./pgx.ts";
import pgxpool from "./pgxpool.ts";
import postgresJs from "./postgres-js.ts";
import prisma from "./prisma.ts";
import psycopg from "./psycopg.ts";
import r2dbc from "./r2dbc.ts";
import slonik from "./slonik.ts";
import sqlalchemy from "./sqlalchemy.ts";
import sqlx from "./sqlx.ts";
import tokioPostgres from "./tokio-postgres.ts";

export const dialects: readonly Dialect[] = [
  asyncpg,
  bunSql,
  canonical,
  ecto,
  libpq,
  mikroOrm,
  nodePostgres,
  pgjdbc,
  pgx,
  pgxpool,
  postgresJs,
  prisma,
  psycopg,
  r2dbc,
  slonik,
  sqlalchemy,
  sqlx,
  tokioPostgres,
];

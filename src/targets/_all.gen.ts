// written by: npm run gen
import type { Target } from "./_define.ts";
import knex from "./knex.ts";
import nodePostgres from "./node-postgres.ts";
import postgresJs from "./postgres-js.ts";
import prisma from "./prisma.ts";
import prismaV7 from "./prisma@7.ts";

export const targets: readonly Target[] = [
  knex,
  nodePostgres,
  postgresJs,
  prisma,
  prismaV7,
];

/** Id of a target. */
export type TargetId =
  | "knex"
  | "node-postgres"
  | "postgres-js"
  | "prisma"
  | "prisma@7";

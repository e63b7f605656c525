// written by: npm run gen
import type { Target } from "./_define.ts";
import knex from "./knex.ts";
import nodePostgres from "./node-postgres.ts";
import prisma from "./prisma.ts";
import prismaV7 from "./prisma@7.ts";

export const targets: readonly Target[] = [
  knex,
  nodePostgres,
  prisma,
  prismaV7,
];

/** Id of a target. */
export type TargetId =
  | "knex"
  | "node-postgres"
  | "prisma"
  | "prisma@7";

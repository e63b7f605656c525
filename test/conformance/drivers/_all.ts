// every driver by the id of its target
import type { Driver, Unmeasured } from "./_driver.ts";
import knex from "./knex.ts";
import nodePostgres from "./node-postgres.ts";
import prisma7 from "./prisma@7.ts";
import prisma from "./prisma.ts";

export const drivers: Readonly<Record<string, Driver | Unmeasured>> = {
  knex,
  "node-postgres": nodePostgres,
  prisma,
  "prisma@7": prisma7,
};

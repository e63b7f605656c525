// knex with its own pool
import knex, { type Knex } from "knex";
import type { Driver } from "./_driver.ts";
import { knexPool } from "./_knex.ts";

export default {
  packages: ["knex", "tarn", "pg"],
  open: (value) => knexPool(knex(value as Knex.Config)),
  adopt: ({ db }) => knexPool(db as Knex),
} satisfies Driver;

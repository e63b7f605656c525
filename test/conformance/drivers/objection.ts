// Objection over a pool of knex: its own models ask for the rows
import knex, { type Knex } from "knex";
import { Model } from "objection";
import type { Driver, Pool } from "./_driver.ts";
import { knexPool } from "./_knex.ts";

export default {
  packages: ["objection", "knex", "tarn", "pg"],
  open: (value) => wrap(knex(value as Knex.Config)),
  adopt: ({ db }) => wrap(db as Knex),
} satisfies Driver;

function wrap(db: Knex): Pool {
  class Probe extends Model {
    static override tableName = "Probe";
    id!: number;
  }
  // a rendered module has bound every model to its own knex; this one is bound to the knex in question
  const Bound = Probe.bindKnex(db);
  return {
    ...knexPool(db),
    query: async (sql) => (await Bound.knex().raw(sql)).rows,
    probe: async () => (await Bound.query().first())!.id,
  };
}

// knex with its own pool
import knex, { type Knex } from "knex";
import type pg from "pg";
import { type Driver, PID, type Pool } from "./_driver.ts";

export default {
  packages: ["knex", "tarn", "pg"],
  open: (value) => wrap(knex(value as Knex.Config)),
  adopt: ({ db }) => wrap(db as Knex),
} satisfies Driver;

function wrap(db: Knex): Pool {
  // it warns of every connection that is ended here on purpose
  db.client.logger.warn = () => {};
  return {
    async acquire() {
      const connection: pg.Client = await db.client.acquireConnection();
      const { rows } = await connection.query(PID);
      return {
        pid: rows[0].pid,
        query: async (sql) => (await connection.query(sql)).rows,
        release: () => db.client.releaseConnection(connection),
      };
    },
    query: async (sql) => (await db.raw(sql)).rows,
    end: () => db.destroy(),
  };
}

// a pool of knex, for every library that stands on it
import type { Knex } from "knex";
import type pg from "pg";
import { PID, type Pool } from "./_driver.ts";

/** Takes connections from the pool of a knex; `end` where it has an owner that ends it. */
export function knexPool(db: Knex, end: () => Promise<unknown> = () => db.destroy()): Pool {
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
    end,
  };
}

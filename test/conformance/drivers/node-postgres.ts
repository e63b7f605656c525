// pg.Pool
import pg from "pg";
import { type Driver, PID, type Pool } from "./_driver.ts";

export default {
  packages: ["pg", "pg-pool"],
  open: (value) => wrap(new pg.Pool(value as pg.PoolConfig)),
  adopt: ({ pool }) => wrap(pool as pg.Pool),
} satisfies Driver;

function wrap(pool: pg.Pool): Pool {
  pool.on("error", () => {});
  return {
    async acquire() {
      const client = await pool.connect();
      // a connection that dies while it is held would otherwise end the process
      const onError = () => {};
      client.on("error", onError);
      const { rows } = await client.query(PID);
      return {
        pid: rows[0].pid,
        query: async (sql) => (await client.query(sql)).rows,
        release: async () => {
          client.off("error", onError);
          client.release();
        },
      };
    },
    query: async (sql) => (await pool.query(sql)).rows,
    end: () => pool.end(),
  };
}

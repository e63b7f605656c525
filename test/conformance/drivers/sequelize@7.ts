// Sequelize 7
import { type Options, QueryTypes, Sequelize } from "@sequelize/core";
import type { PostgresDialect } from "@sequelize/postgres";
import type pg from "pg";
import { type Driver, PID, type Pool } from "./_driver.ts";

export default {
  packages: ["@sequelize/core", "@sequelize/postgres", "sequelize-pool", "pg"],
  open: (value) => wrap(new Sequelize(value as Options<PostgresDialect>)),
  adopt: ({ sequelize }) => wrap(sequelize as Sequelize<PostgresDialect>),
} satisfies Driver;

function wrap(sequelize: Sequelize<PostgresDialect>): Pool {
  return {
    async acquire() {
      const connection = (await sequelize.pool.acquire()) as unknown as pg.Client;
      const { rows } = await connection.query(PID);
      return {
        pid: rows[0].pid,
        query: async (sql) => (await connection.query(sql)).rows,
        release: async () => sequelize.pool.release(connection as never),
      };
    },
    query: (sql) => sequelize.query(sql, { type: QueryTypes.SELECT }),
    end: () => sequelize.close(),
  };
}

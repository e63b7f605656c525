// Sequelize 6
import type pg from "pg";
import { type Options, QueryTypes, Sequelize } from "sequelize";
import { type Driver, PID, type Pool } from "./_driver.ts";

export default {
  packages: ["sequelize", "pg"],
  open: (value) => wrap(new Sequelize(value as Options) as Sequelize & { options: Options }),
  adopt: ({ sequelize }) => wrap(sequelize as Sequelize & { options: Options }),
} satisfies Driver;

/** What Sequelize does not show of its connections. */
interface Manager {
  getConnection(options?: object): Promise<pg.Client>;
  releaseConnection(connection: pg.Client): void;
}

function wrap(sequelize: Sequelize & { options: Options }): Pool {
  // it writes every statement to the console
  sequelize.options.logging = false;
  const manager = sequelize.connectionManager as unknown as Manager;
  return {
    async acquire() {
      const connection = await manager.getConnection();
      const { rows } = await connection.query(PID);
      return {
        pid: rows[0].pid,
        query: async (sql) => (await connection.query(sql)).rows,
        release: async () => manager.releaseConnection(connection),
      };
    },
    query: (sql) => sequelize.query(sql, { type: QueryTypes.SELECT }),
    end: () => sequelize.close(),
  };
}

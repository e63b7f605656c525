// kysely over a pg.Pool
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { type Driver, hold, PID, type Pool, type Row } from "./_driver.ts";

export default {
  packages: ["kysely", "pg", "pg-pool"],
  open(value) {
    const pool = new pg.Pool(value as pg.PoolConfig);
    return wrap(new Kysely({ dialect: new PostgresDialect({ pool }) }), pool);
  },
  adopt: ({ db, pool }) => wrap(db as Kysely<unknown>, pool as pg.Pool),
} satisfies Driver;

function wrap(db: Kysely<unknown>, pool: pg.Pool): Pool {
  pool.on("error", () => {});
  // kysely leaves a connection that dies while it is held to the process
  pool.on("connect", (client) => client.on("error", () => {}));
  const on = (connection: Kysely<unknown>) => async (text: string) =>
    (await sql.raw<Row>(text).execute(connection)).rows;
  return {
    acquire: () => hold((use) => db.connection().execute((connection) => use(on(connection)))),
    query: on(db),
    otherWaits: { "a transaction": () => db.transaction().execute((transaction) => on(transaction)(PID)) },
    end: () => db.destroy(),
  };
}

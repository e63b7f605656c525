// drizzle-orm, which makes a pg.Pool of its own
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { type Driver, hold, type Pool } from "./_driver.ts";

type Db = ReturnType<typeof open>;

export default {
  packages: ["drizzle-orm", "pg", "pg-pool"],
  open: (value) => wrap(open(value)),
  adopt: ({ db }) => wrap(db as Db),
} satisfies Driver;

function open(value: unknown) {
  return drizzle(value as { connection: pg.PoolConfig });
}

function wrap(db: Db): Pool {
  db.$client.on("error", () => {});
  // drizzle leaves a connection that dies in a transaction to the process
  db.$client.on("connect", (client) => client.on("error", () => {}));
  const on = (runner: Pick<Db, "execute">) => async (text: string) => (await runner.execute(sql.raw(text))).rows;
  return {
    // the only way to keep a connection is a transaction
    acquire: () => hold((use) => db.transaction((transaction) => use(on(transaction)))),
    query: on(db),
    end: () => db.$client.end(),
  };
}

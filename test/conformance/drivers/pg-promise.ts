// pg-promise, which brings its own pg
import pgPromise from "pg-promise";
import { type Driver, PID, type Pool, type Row } from "./_driver.ts";

const pgp = pgPromise({ noWarnings: true });

type Db = ReturnType<typeof open>;

export default {
  packages: ["pg-promise"],
  open: (value) => wrap(open(value)),
  adopt: ({ db }) => wrap(db as Db),
} satisfies Driver;

function open(value: unknown) {
  return pgp(value as Parameters<typeof pgp>[0]);
}

function wrap(db: Db): Pool {
  return {
    async acquire() {
      const connection = await db.connect();
      const [row] = await connection.any<Row>(PID);
      return {
        pid: row!.pid as number,
        query: (text) => connection.any<Row>(text),
        release: async () => connection.done(),
      };
    },
    query: (text) => db.any<Row>(text),
    otherWaits: { "a task": () => db.task((task) => task.any(PID)) },
    end: async () => db.$pool.end(),
  };
}

// slonik, whose pool connects when it is made
import { type ClientConfigurationInput, createPool, type DatabasePool, type DatabasePoolConnection, sql } from "slonik";
import { type Driver, type Held, PID, type Pool, type Row } from "./_driver.ts";

export default {
  packages: ["slonik", "pg"],
  open(value) {
    const { connectionUri, configuration } = value as {
      connectionUri: string;
      configuration: ClientConfigurationInput;
    };
    return wrap(createPool(connectionUri, configuration));
  },
  adopt: ({ openPool }) => wrap((openPool as () => Promise<DatabasePool>)()),
} satisfies Driver;

function wrap(made: Promise<DatabasePool>): Pool {
  made.catch(() => {});
  return {
    ready: made,
    async acquire() {
      const pool = await made;
      return new Promise<Held>((resolve, reject) => {
        const ended = pool.connect(async (connection) => {
          const [row] = await ask(connection, PID);
          await new Promise<void>((finish) => {
            resolve({
              pid: row!.pid as number,
              query: (text) => ask(connection, text),
              release: () => {
                finish();
                return ended;
              },
            });
          });
        });
        ended.catch(reject);
      });
    },
    query: async (text) => ask(await made, text),
    end: async () => (await made).end(),
  };
}

async function ask(on: DatabasePool | DatabasePoolConnection, text: string): Promise<Row[]> {
  // the tag takes a literal only, so that nobody puts a text together
  const query = { ...sql.unsafe`SELECT 1`, sql: text };
  return [...(await on.any(query))] as Row[];
}

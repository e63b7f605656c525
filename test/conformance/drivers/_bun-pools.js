// pools of Bun.SQL, run by Bun: a command a line on standard input, an answer a line on standard output
import { createInterface } from "node:readline";
import { SQL } from "bun";

const pools = new Map();
const helds = new Map();

const commands = {
  // a function among the options comes as its source
  open: ({ pool, source }) => void pools.set(pool, new SQL(new Function(`return ${source};`)())),
  adopt: async ({ pool, file }) => void pools.set(pool, (await import(file)).sql),
  query: ({ pool, sql }) => pools.get(pool).unsafe(sql),
  async acquire({ pool, held, sql }) {
    const connection = await pools.get(pool).reserve();
    helds.set(held, connection);
    return connection.unsafe(sql);
  },
  ask: ({ held, sql }) => helds.get(held).unsafe(sql),
  release: ({ held }) => void helds.get(held).release(),
  end: ({ pool }) => pools.get(pool).close({ timeout: 0 }),
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, op, ...rest } = JSON.parse(line);
  let answer;
  try {
    const rows = await commands[op](rest);
    answer = { id, rows: rows ? [...rows] : [] };
  } catch (error) {
    answer = { id, error: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
process.on("uncaughtException", () => {});

// drizzle takes options in one shape, and any other in silence
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();
const rules = (options: object) => importConfig(options, { from: "drizzle" }).findings.map(({ rule }) => rule);

test("connection.url is the name of another driver, and is ignored", async () => {
  const theirs = drizzle({ connection: { url: traps.url(), port: 1 } as pg.PoolConfig });
  traps.keep(theirs.$client);
  await expect(theirs.execute(sql`SELECT 1`)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  const ours = drizzle(traps.ours("drizzle", { "connection.url": traps.url() }) as { connection: pg.PoolConfig });
  traps.keep(ours.$client);
  await ours.execute(sql`SELECT 1`);
  expect(rules({ connection: { url: traps.url() } })).toEqual(["unknown-key"]);
});

test("options without connection around them are taken for a client", async () => {
  const options = { connectionString: traps.url(), max: 3 };
  const theirs = drizzle(options as unknown as pg.Pool);
  await expect(theirs.execute(sql`SELECT 1`)).rejects.toMatchObject({ cause: { message: /is not a function/ } });
  expect(rules(options)).toEqual(["misplaced-key", "misplaced-key"]);
});

// kysely's dialect takes a pool, and not what a pool is made of
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { expect, test } from "vitest";
import { trapServer } from "./_trap.ts";

const traps = trapServer();
const open = (pool: unknown) => new Kysely({ dialect: new PostgresDialect({ pool: pool as pg.Pool }) });

test("the options of a pool in place of a pool fail at the first query", async () => {
  const db = open({ ...traps.bare(), max: 3 });
  await expect(sql`SELECT 1`.execute(db)).rejects.toThrow(/is not a function/);
  const ours = open(traps.keep(new pg.Pool(traps.ours("kysely", { "pool.max": 3 }))));
  await sql`SELECT 1`.execute(ours);
});

test("the example in its declarations makes a pool of a connection string, which throws", async () => {
  expect(() => open(new pg.Pool(traps.url() as never))).toThrow(/'in' operator/);
  const pool = traps.keep(new pg.Pool(traps.ours("kysely", { "connection.url": traps.url() })));
  await sql`SELECT 1`.execute(open(pool));
});

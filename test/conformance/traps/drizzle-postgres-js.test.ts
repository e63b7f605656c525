// traps of Drizzle over postgres.js: each on the bare library, and gone in what poolcfg renders
import { sql } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import type { DrizzlePostgresJsConfig } from "../../../src/targets/drizzle-postgres-js.ts";
import { times } from "../_clock.ts";
import { scene } from "./_scene.ts";

type Database = PostgresJsDatabase & { $client: postgres.Sql };

const here = scene("drizzle-postgres-js");
const opened: Database[] = [];
afterAll(() => Promise.all(opened.map(({ $client }) => $client.end({ timeout: 1 }))));

function keep(db: Database): Database {
  opened.push(db);
  return db;
}

async function backends(db: Database): Promise<number> {
  const query = sql.raw("SELECT pg_backend_pid() AS pid, pg_sleep(0.1)::text");
  const rows = await Promise.all(times(4, () => db.execute(query)));
  return new Set(rows.map(([row]) => row!.pid)).size;
}

test("the key that node-postgres has for the URL is ignored, and is a finding on import", () => {
  const config = { connection: { connectionString: here.url(), max: 4 } };
  const { options } = keep(drizzle(config as never)).$client;
  expect(options).toMatchObject({ host: ["localhost"], port: [5432] });
  const { findings } = importConfig(config, { from: "drizzle-postgres-js" });
  expect(findings).toMatchObject([{ rule: "unknown-key", severity: "error" }]);
  const rendered = keep(drizzle(here.value<DrizzlePostgresJsConfig>({ "connection.url": here.url() })));
  expect(rendered.$client.options).toMatchObject({ port: [here.server.port] });
});

test("a size in the URL is one connection; it is a number in what is rendered", async () => {
  expect(await backends(keep(drizzle(here.url("?max=4"))))).toBe(1);
  const settings = { "connection.url": here.url("?max=4"), "pool.max": 4 };
  expect(await backends(keep(drizzle(here.value<DrizzlePostgresJsConfig>(settings))))).toBe(4);
  const { db } = await here.module<{ db: Database }>(settings, { DATABASE_URL: here.url("?max=4") });
  expect(await backends(keep(db))).toBe(4);
});

// Drizzle over postgres.js
import { sql } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type { DrizzlePostgresJsConfig } from "../../../src/targets/drizzle-postgres-js.ts";
import type { Driver, Pool, Row } from "./_driver.ts";
import { wrapSql } from "./_postgres-js.ts";

type Database = PostgresJsDatabase & { $client: postgres.Sql };

export default {
  packages: ["drizzle-orm", "postgres"],
  open: (value) => wrap(drizzle(value as DrizzlePostgresJsConfig)),
  adopt: ({ db }) => wrap(db as Database),
} satisfies Driver;

function wrap(db: Database): Pool {
  return {
    ...wrapSql(db.$client),
    query: async (text) => [...(await db.execute(sql.raw(text)))] as Row[],
  };
}

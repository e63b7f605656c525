// postgres.js
import postgres from "postgres";
import type { Driver } from "./_driver.ts";
import { wrapSql } from "./_postgres-js.ts";

export default {
  packages: ["postgres"],
  open: (value) => wrapSql(postgres(value as postgres.Options<Record<string, never>>)),
  adopt: ({ sql }) => wrapSql(sql as postgres.Sql),
} satisfies Driver;

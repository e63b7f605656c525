// database/sql of Go, on pgx: the struct PoolConfig, and a program that opens the pool with it

import { defineTarget } from "../mapping/define.ts";
import { PGX_STDLIB } from "../mapping/password.ts";
import { DATABASE_SQL_PROGRAM, databaseSql } from "../pools/database-sql.ts";

/** What becomes of every canonical field in database/sql: its native key, or why it is lost. */
const target = defineTarget({
  ...databaseSql(),
  id: "database-sql",
  title: "database/sql",
  passwordCallback: PGX_STDLIB,
  source: { url: "https://pkg.go.dev/database/sql#DB", version: "Go 1.26, pgx 5.12", checked: "2026-11-21" },
  summary: "`PoolConfig`, and `Open` that opens the pool with it",
  program: { detectBy: "sql.Open", ...DATABASE_SQL_PROGRAM },
});

export default target;

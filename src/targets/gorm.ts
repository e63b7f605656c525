// GORM: the pool of database/sql under it

import { defineTarget } from "../mapping/define.ts";
import { PGX_STDLIB } from "../mapping/password.ts";
import { DATABASE_SQL_PROGRAM, databaseSql } from "../pools/database-sql.ts";

/** What becomes of every canonical field in GORM: its native key, or why it is lost. */
const target = defineTarget({
  ...databaseSql(),
  id: "gorm",
  title: "GORM",
  passwordCallback: PGX_STDLIB,
  wraps: "database/sql",
  source: { url: "https://gorm.io/docs/generic_interface.html", version: "1.31.2", checked: "2026-11-21" },
  summary: "`PoolConfig`, and `Open` that opens the pool of database/sql with it, and GORM on top",
  program: {
    ...DATABASE_SQL_PROGRAM,
    detectBy: "gorm.Open",
    opens: ["gorm.Open"],
    parts: [...DATABASE_SQL_PROGRAM.opens, ...DATABASE_SQL_PROGRAM.parts],
  },
});

export default target;

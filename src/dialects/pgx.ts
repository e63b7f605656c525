// the connection string of Go's pgx without a pool of its own, which sends what it does not know to the server
import { defineDialect } from "./_define.ts";
import { PGX_KNOWN } from "./_pgx.ts";

/** database/sql takes no settings of the pool from it. */
export default defineDialect({
  id: "pgx",
  title: "pgx",
  source: {
    url: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgconn#ParseConfig",
    version: "5.12",
    checked: "2026-11-21",
  },
  params: {},
  known: PGX_KNOWN,
  unknown: "sent to the server",
  marks: [],
  keywords: true,
});

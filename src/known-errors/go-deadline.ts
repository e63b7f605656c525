// a Go context that ended while waiting for a connection or a query
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "go-deadline",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    Go: [
      /(?<!\b(?:Get|Post|Put|Patch|Delete|Head|Options) "[^"\n]{0,300}": [^\n]{0,100})(?<!desc = )context deadline exceeded(?! \(Client\.Timeout)/,
    ],
    GORM: ["gorm: context deadline exceeded"],
  },
  meaning:
    "The deadline of the context passed. With pgxpool or database/sql, the call was waiting for a free connection of the pool, for a new connection, or for the query; the message is the same.",
  todo: "Look at the pool's statistics at that time: pgxpool Stat().AcquiredConns() at MaxConns and EmptyAcquireCount growing, or database/sql Stats().WaitCount, mean that the pool is in use. Then look for rows that are not closed (defer rows.Close()) and transactions without Commit or Rollback, before raising pool_max_conns or SetMaxOpenConns. Otherwise the query was slow.",
  settings: ["pool.acquireTimeout", "pool.max", "session.statementTimeout"],
  source: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#Stat",
  examples: ["query failed: context deadline exceeded"],
});

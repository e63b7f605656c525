// a message of SQLAlchemy
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "sqlalchemy-queue-limit",
  library: "SQLAlchemy",
  reason: "pool-timeout",
  patterns: [/QueuePool limit of size \d{1,9} overflow -?\d{1,9} reached/i],
  meaning: "SQLAlchemy's pool_size and max_overflow are all in use, and none came back within pool_timeout.",
  todo: "A session that is not closed is the usual cause: use it in a with block. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://docs.sqlalchemy.org/en/20/errors.html#error-3o7r",
  examples: ["QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00"],
});

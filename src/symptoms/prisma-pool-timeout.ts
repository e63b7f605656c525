// a message of Prisma
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "prisma-pool-timeout",
  library: "Prisma",
  reason: "pool-timeout",
  codes: ["P2024"],
  patterns: [/Timed out fetching a new connection from the connection pool/i],
  meaning: "Prisma got no connection within pool_timeout.",
  todo: "Raise connection_limit only if the server has room. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://www.prisma.io/docs/orm/reference/error-reference#p2024",
  examples: [
    "Timed out fetching a new connection from the connection pool. (Current connection pool timeout: 10, connection limit: 5)",
  ],
});

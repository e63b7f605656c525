// Prisma without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "prisma-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  codes: ["P2024"],
  phrases: { Prisma: ["Timed out fetching a new connection from the connection pool"] },
  meaning:
    "Prisma got no connection from its pool within pool_timeout (10 s): all are in use, or new ones cannot be opened.",
  todo: `Use one PrismaClient for each process, not one for each request, and keep interactive transactions short. ${POOL_IN_USE} In Prisma up to 6 these are connection_limit and pool_timeout in the connection string; in Prisma 7, max and connectionTimeoutMillis of the adapter.`,
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://www.prisma.io/docs/orm/reference/error-reference#p2024",
  examples: [
    "Timed out fetching a new connection from the connection pool. (Current connection pool timeout: 10, connection limit: 5)",
  ],
});

// Outline: Sequelize in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "outline",
  title: "Outline",
  images: ["outlinewiki/outline", "outline"],
  address: ["DATABASE_URL", "DATABASE_CONNECTION_POOL_URL"],
  always: true,
  roles: [
    {
      where: { SERVICES: "worker" },
      pools: { "": { variables: ["DATABASE_CONNECTION_POOL_MAX"], default: 5 } },
    },
    // the collaboration service runs by default, and without Redis for it there is one process
    {
      unset: ["SERVICES", "REDIS_COLLABORATION_URL"],
      pools: { "": { variables: ["DATABASE_CONNECTION_POOL_MAX"], default: 5 } },
      processes: { flags: ["--services"], default: 1 },
    },
    {
      pools: { "": { variables: ["DATABASE_CONNECTION_POOL_MAX"], default: 5 } },
      processes: {
        variables: ["WEB_CONCURRENCY"],
        unknown: "WEB_CONCURRENCY is not set, and Outline may run a process for each CPU",
      },
    },
  ],
  source: { url: "outline/outline:server/storage/database.ts", version: "1.9", checked: "2026-11-30" },
});

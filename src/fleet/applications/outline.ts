// Outline: Sequelize in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "outline",
  title: "Outline",
  images: ["outlinewiki/outline", "outline"],
  address: ["DATABASE_URL", "DATABASE_CONNECTION_POOL_URL"],
  roles: [
    {
      pools: { "": { variables: ["DATABASE_CONNECTION_POOL_MAX"], default: 5 } },
      processes: { variables: ["WEB_CONCURRENCY"], default: 1 },
    },
  ],
  source: { url: "outline/outline:server/storage/database.ts", version: "1.9", checked: "2026-11-30" },
});

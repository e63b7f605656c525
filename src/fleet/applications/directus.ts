// Directus: one pool of Knex, with its default, in each process of PM2 (ecosystem.config.cjs)
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "directus",
  title: "Directus",
  images: ["directus"],
  charts: ["directus"],
  address: ["DB_HOST", "DB_CONNECTION_STRING"],
  roles: [
    {
      pools: { "": { variables: ["DB_POOL__MAX"], default: 10 } },
      processes: { variables: ["PM2_INSTANCES"], default: 1, zeroIsUnlimited: true },
    },
  ],
  source: { url: "directus/directus:api/src/database/index.ts", version: "035af1cf", checked: "2026-11-30" },
});

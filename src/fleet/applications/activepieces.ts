// Activepieces: one pool of node-postgres in each process, with its default
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "activepieces",
  title: "Activepieces",
  images: ["activepieces"],
  prefixes: ["AP_POSTGRES_"],
  address: ["AP_POSTGRES_HOST", "AP_POSTGRES_URL"],
  roles: [{ pools: { "": { variables: ["AP_POSTGRES_POOL_SIZE"], default: 10 } } }],
  source: {
    url: "activepieces/activepieces:packages/server/api/src/app/database/postgres-connection.ts",
    version: "00045ecb",
    checked: "2026-11-30",
  },
});

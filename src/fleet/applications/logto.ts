// Logto: a shared pool, and one for each tenant
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "logto",
  title: "Logto",
  images: ["logto", "logto-io/logto"],
  address: ["DB_URL"],
  roles: [
    {
      pools: {
        "": { variables: ["DATABASE_POOL_SIZE"], default: 20 },
        tenants: { unknown: "each tenant has a further pool of the same size" },
      },
    },
  ],
  source: {
    url: "logto-io/logto:packages/core/src/env-set/index.ts",
    version: "1fbc5544",
    checked: "2026-11-30",
  },
});

// Logto: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "logto",
  title: "Logto",
  images: ["logto", "logto-io/logto"],
  address: ["DB_URL"],
  roles: [{ pools: { "": { variables: ["DATABASE_POOL_SIZE"], default: 20 } } }],
  source: {
    url: "logto-io/logto:packages/shared/src/node/env/GlobalValues.ts",
    version: "1.30",
    checked: "2026-11-30",
  },
});

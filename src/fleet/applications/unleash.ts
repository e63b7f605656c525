// Unleash: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "unleash",
  title: "Unleash",
  images: ["unleash-server", "unleash-enterprise"],
  charts: ["unleash"],
  address: ["DATABASE_URL", "DATABASE_HOST"],
  roles: [{ pools: { "": { variables: ["DATABASE_POOL_MAX"], default: 4 } } }],
  source: { url: "Unleash/unleash:src/lib/create-config.ts", version: "8.1", checked: "2026-11-30" },
});

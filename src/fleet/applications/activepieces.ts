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
    url: "https://www.activepieces.com/docs/install/configuration/environment-variables",
    version: "0.70",
    checked: "2026-11-30",
  },
});

// n8n: one pool in each main, webhook and worker process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "n8n",
  title: "n8n",
  images: ["n8n", "n8nio/n8n"],
  charts: ["n8n"],
  prefixes: ["DB_POSTGRESDB_"],
  address: ["DB_POSTGRESDB_HOST"],
  roles: [{ pools: { "": { variables: ["DB_POSTGRESDB_POOL_SIZE"], default: 2 } } }],
  source: {
    url: "n8n-io/n8n:packages/@n8n/config/src/configs/database.config.ts",
    version: "00a67983",
    checked: "2026-11-30",
  },
});

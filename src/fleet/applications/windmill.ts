// Windmill: servers and workers have pools of different defaults
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "windmill",
  title: "Windmill",
  images: ["windmill", "windmill-ee"],
  charts: ["windmill"],
  address: ["DATABASE_URL"],
  always: true,
  roles: [
    // its workers are reached over HTTP
    { where: { MODE: "agent" }, pools: {} },
    {
      where: { MODE: "worker" },
      pools: {
        "": { variables: ["DATABASE_CONNECTIONS"], default: 5 },
        // one more for each worker after the first
        workers: { variables: ["NUM_WORKERS"], plus: -1, default: 0 },
      },
    },
    { where: { MODE: "indexer" }, pools: { "": { variables: ["DATABASE_CONNECTIONS"], default: 5 } } },
    { pools: { "": { variables: ["DATABASE_CONNECTIONS"], default: 50 } } },
  ],
  source: { url: "windmill-labs/windmill:backend/src/db_connect.rs", version: "3e67f263", checked: "2026-11-30" },
});

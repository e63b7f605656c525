// Windmill: servers and workers have pools of different defaults
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "windmill",
  title: "Windmill",
  images: ["windmill", "windmill-ee"],
  charts: ["windmill"],
  address: ["DATABASE_URL"],
  roles: [
    { where: { MODE: "worker" }, pools: { "": { variables: ["DATABASE_CONNECTIONS"], default: 5 } } },
    { where: { MODE: "indexer" }, pools: { "": { variables: ["DATABASE_CONNECTIONS"], default: 5 } } },
    { pools: { "": { variables: ["DATABASE_CONNECTIONS"], default: 50 } } },
  ],
  source: { url: "windmill-labs/windmill:backend/windmill-common/src/lib.rs", version: "1.500", checked: "2026-11-30" },
});

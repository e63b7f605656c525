// Open WebUI: an engine of SQLAlchemy in each worker
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "open-webui",
  title: "Open WebUI",
  images: ["open-webui"],
  address: ["DATABASE_URL", "DATABASE_HOST"],
  roles: [
    {
      pools: {
        "": {
          variables: ["DATABASE_POOL_SIZE"],
          unknown: "DATABASE_POOL_SIZE is not set, and the default depends on the version",
        },
        overflow: { variables: ["DATABASE_POOL_MAX_OVERFLOW"], default: 0 },
      },
      processes: { variables: ["UVICORN_WORKERS"], default: 1 },
    },
  ],
  source: {
    url: "https://docs.openwebui.com/getting-started/env-configuration#database-pool",
    version: "0.6",
    checked: "2026-11-30",
  },
});

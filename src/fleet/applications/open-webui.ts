// Open WebUI: two engines of SQLAlchemy in each worker, one of them asynchronous
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
          zeroIsUnlimited: true,
          unknown: "DATABASE_POOL_SIZE is not set, and Open WebUI does not limit its connections then",
        },
        async: { unknown: "newer versions have a second, asynchronous engine of the same size" },
        overflow: { variables: ["DATABASE_POOL_MAX_OVERFLOW"], default: 0 },
      },
      processes: { variables: ["UVICORN_WORKERS"], default: 1 },
    },
  ],
  source: {
    url: "open-webui/open-webui:backend/open_webui/internal/db.py",
    version: "0.12",
    checked: "2026-11-30",
  },
});

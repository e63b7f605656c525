// Prefect: an engine of SQLAlchemy in each process of a server
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "prefect",
  title: "Prefect",
  images: ["prefect", "prefecthq/prefect"],
  charts: ["prefect-server"],
  prefixes: ["PREFECT_API_DATABASE_", "PREFECT_SERVER_DATABASE_"],
  address: ["PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL"],
  roles: [
    {
      pools: {
        "": {
          variables: ["PREFECT_SERVER_DATABASE_SQLALCHEMY_POOL_SIZE", "PREFECT_SQLALCHEMY_POOL_SIZE"],
          default: 5,
          zeroIsUnlimited: true,
        },
        overflow: {
          variables: ["PREFECT_SERVER_DATABASE_SQLALCHEMY_MAX_OVERFLOW", "PREFECT_SQLALCHEMY_MAX_OVERFLOW"],
          default: 10,
        },
      },
      processes: { flags: ["--workers"], default: 1 },
    },
  ],
  source: {
    url: "PrefectHQ/prefect:src/prefect/settings/models/server/database.py",
    version: "3.9",
    checked: "2026-11-30",
  },
});

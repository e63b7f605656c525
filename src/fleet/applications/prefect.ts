// Prefect: an engine of SQLAlchemy in each server
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
        "": { variables: ["PREFECT_SERVER_DATABASE_SQLALCHEMY_POOL_SIZE", "PREFECT_SQLALCHEMY_POOL_SIZE"], default: 5 },
        overflow: {
          variables: ["PREFECT_SERVER_DATABASE_SQLALCHEMY_MAX_OVERFLOW", "PREFECT_SQLALCHEMY_MAX_OVERFLOW"],
          default: 10,
        },
      },
    },
  ],
  source: { url: "https://docs.prefect.io/v3/api-ref/settings-ref", version: "3", checked: "2026-11-30" },
});

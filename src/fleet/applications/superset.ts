// Apache Superset: an engine of SQLAlchemy in each worker of gunicorn
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "superset",
  title: "Apache Superset",
  images: ["superset"],
  charts: ["superset"],
  address: ["DATABASE_HOST", "SQLALCHEMY_DATABASE_URI", "DB_HOST"],
  roles: [
    {
      pools: { "": { unknown: "SQLALCHEMY_ENGINE_OPTIONS is set in superset_config.py" } },
      processes: { variables: ["SERVER_WORKER_AMOUNT"], default: 1 },
    },
  ],
  source: { url: "apache/superset:docker/entrypoints/run-server.sh", version: "1917ac50", checked: "2026-11-30" },
});

// Dify: an engine of SQLAlchemy in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "dify",
  title: "Dify",
  images: ["dify-api"],
  charts: ["dify"],
  address: ["DB_HOST", "SQLALCHEMY_DATABASE_URI"],
  roles: [
    {
      where: { MODE: "worker", CELERY_WORKER_CLASS: "prefork" },
      pools: {
        "": { variables: ["SQLALCHEMY_POOL_SIZE"], default: 30 },
        overflow: { variables: ["SQLALCHEMY_MAX_OVERFLOW"], default: 10 },
      },
      processes: { variables: ["CELERY_WORKER_CONCURRENCY", "CELERY_WORKER_AMOUNT"], default: 1 },
    },
    {
      where: { MODE: "worker" },
      pools: {
        "": { variables: ["SQLALCHEMY_POOL_SIZE"], default: 30 },
        overflow: { variables: ["SQLALCHEMY_MAX_OVERFLOW"], default: 10 },
      },
    },
    {
      where: { MODE: "beat" },
      pools: {
        "": { variables: ["SQLALCHEMY_POOL_SIZE"], default: 30 },
        overflow: { variables: ["SQLALCHEMY_MAX_OVERFLOW"], default: 10 },
      },
    },
    {
      pools: {
        "": { variables: ["SQLALCHEMY_POOL_SIZE"], default: 30 },
        overflow: { variables: ["SQLALCHEMY_MAX_OVERFLOW"], default: 10 },
      },
      processes: { variables: ["SERVER_WORKER_AMOUNT"], default: 1 },
    },
  ],
  source: { url: "langgenius/dify:docker/.env.example", version: "0055b983", checked: "2026-11-30" },
});

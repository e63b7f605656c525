// Hatchet: a pool for queries, one for changes of the schema and one for notifications
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "hatchet",
  title: "Hatchet",
  images: ["hatchet-engine", "hatchet-api", "hatchet-lite", "hatchet-admin"],
  address: ["DATABASE_URL", "DATABASE_POSTGRES_HOST"],
  roles: [
    {
      where: { SERVER_MSGQUEUE_PUBSUB_KIND: "postgres" },
      pools: {
        "": { variables: ["DATABASE_MAX_CONNS"], default: 50 },
        ddl: { variables: ["DATABASE_DDL_POOL_MAX_CONNS"], default: 5 },
        pubsub: { variables: ["SERVER_MSGQUEUE_PUBSUB_POSTGRES_MAX_CONNS"], default: 5 },
      },
    },
    {
      where: { SERVER_MSGQUEUE_KIND: "postgres" },
      pools: {
        "": { variables: ["DATABASE_MAX_CONNS"], default: 50 },
        ddl: { variables: ["DATABASE_DDL_POOL_MAX_CONNS"], default: 5 },
        pubsub: { variables: ["SERVER_MSGQUEUE_PUBSUB_POSTGRES_MAX_CONNS"], default: 5 },
      },
    },
    {
      where: { SERVER_TASKQUEUE_KIND: "postgres" },
      pools: {
        "": { variables: ["DATABASE_MAX_CONNS"], default: 50 },
        ddl: { variables: ["DATABASE_DDL_POOL_MAX_CONNS"], default: 5 },
        pubsub: { variables: ["SERVER_MSGQUEUE_PUBSUB_POSTGRES_MAX_CONNS"], default: 5 },
      },
    },
    {
      pools: {
        "": { variables: ["DATABASE_MAX_CONNS"], default: 50 },
        ddl: { variables: ["DATABASE_DDL_POOL_MAX_CONNS"], default: 5 },
      },
    },
  ],
  source: { url: "hatchet-dev/hatchet:pkg/config/database/config.go", version: "89d130f3", checked: "2026-11-30" },
});

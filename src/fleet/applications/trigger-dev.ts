// Trigger.dev: Prisma in the web application
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "trigger-dev",
  title: "Trigger.dev",
  images: ["trigger.dev", "triggerdotdev/trigger.dev"],
  address: ["DATABASE_URL"],
  roles: [
    {
      pools: {
        "": { variables: ["DATABASE_CONNECTION_LIMIT"], default: 10 },
        worker: { unknown: "Graphile Worker has pools of its own" },
      },
    },
  ],
  source: {
    url: "triggerdotdev/trigger.dev:apps/webapp/app/env.server.ts",
    version: "00365676",
    checked: "2026-11-30",
  },
});

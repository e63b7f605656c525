// OpenPanel: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "openpanel",
  title: "OpenPanel",
  images: ["openpanel-api", "openpanel-dashboard", "openpanel-worker"],
  address: ["DATABASE_URL", "DATABASE_URL_DIRECT"],
  roles: [
    {
      pools: {
        "": {
          unknown:
            "Prisma opens 2 connections for each CPU and one more by default; connection_limit in the connection string sets another number",
        },
      },
    },
  ],
  source: { url: "Openpanel-dev/openpanel:packages/db/prisma/schema.prisma", version: "2", checked: "2026-11-30" },
});

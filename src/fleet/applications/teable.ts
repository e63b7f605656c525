// Teable: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "teable",
  title: "Teable",
  images: ["teable", "teable-db-migrate"],
  address: ["PRISMA_DATABASE_URL"],
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
  source: {
    url: "teableio/teable:packages/db-main-prisma/prisma/postgres/schema.prisma",
    version: "1",
    checked: "2026-11-30",
  },
});

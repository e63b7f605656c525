// Plunk: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "plunk",
  title: "Plunk",
  images: ["plunk"],
  address: ["DATABASE_URL", "DIRECT_DATABASE_URL"],
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
  source: { url: "useplunk/plunk:packages/db/prisma/schema.prisma", version: "0.1", checked: "2026-11-30" },
});

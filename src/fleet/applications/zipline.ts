// Zipline: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "zipline",
  title: "Zipline",
  images: ["zipline"],
  address: ["DATABASE_URL", "DATABASE_HOST"],
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
  source: { url: "diced/zipline:prisma/schema.prisma", version: "4", checked: "2026-11-30" },
});

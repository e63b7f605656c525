// Peppermint: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "peppermint",
  title: "Peppermint",
  images: ["peppermint"],
  address: ["DB_HOST", "DATABASE_URL"],
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
  source: { url: "Peppermint-Lab/peppermint:apps/api/src/prisma/schema.prisma", version: "0.5", checked: "2026-11-30" },
});

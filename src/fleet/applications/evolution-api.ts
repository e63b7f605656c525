// Evolution API: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "evolution-api",
  title: "Evolution API",
  images: ["evolution-api"],
  address: ["DATABASE_CONNECTION_URI"],
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
  source: { url: "EvolutionAPI/evolution-api:prisma/postgresql-schema.prisma", version: "2", checked: "2026-11-30" },
});

// AFFiNE: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "affine",
  title: "AFFiNE",
  images: ["affine", "affine-graphql"],
  address: ["DATABASE_URL"],
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
  source: { url: "toeverything/AFFiNE:packages/backend/server/schema.prisma", version: "0.20", checked: "2026-11-30" },
});

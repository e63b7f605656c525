// Ghostfolio: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "ghostfolio",
  title: "Ghostfolio",
  images: ["ghostfolio"],
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
  source: { url: "ghostfolio/ghostfolio:README.md", version: "2", checked: "2026-11-30" },
});

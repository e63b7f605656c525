// Fonoster: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "fonoster",
  title: "Fonoster",
  images: ["fonoster/apiserver"],
  address: ["APISERVER_DATABASE_URL"],
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
  source: { url: "fonoster/fonoster:mods/apiserver/schema.prisma", version: "0.15", checked: "2026-11-30" },
});

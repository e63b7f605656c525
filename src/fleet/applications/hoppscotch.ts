// Hoppscotch: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "hoppscotch",
  title: "Hoppscotch",
  images: ["hoppscotch", "hoppscotch-backend"],
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
  source: {
    url: "https://docs.hoppscotch.io/documentation/self-host/community-edition/install-and-build",
    version: "2025",
    checked: "2026-11-30",
  },
});

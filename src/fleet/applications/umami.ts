// Umami: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "umami",
  title: "Umami",
  images: ["umami", "umami-software/umami"],
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
  source: { url: "https://umami.is/docs/environment-variables", version: "2", checked: "2026-11-30" },
});

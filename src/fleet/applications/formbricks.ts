// Formbricks: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "formbricks",
  title: "Formbricks",
  images: ["formbricks"],
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
    url: "https://formbricks.com/docs/self-hosting/configuration/environment-variables",
    version: "4",
    checked: "2026-11-30",
  },
});

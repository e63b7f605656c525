// Typebot: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "typebot",
  title: "Typebot",
  images: ["typebot-builder", "typebot-viewer"],
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
  source: { url: "https://docs.typebot.io/self-hosting/configuration", version: "3", checked: "2026-11-30" },
});

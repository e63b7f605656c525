// Langfuse: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "langfuse",
  title: "Langfuse",
  images: ["langfuse", "langfuse-worker"],
  charts: ["langfuse"],
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
  source: { url: "https://langfuse.com/self-hosting/configuration", version: "3", checked: "2026-11-30" },
});

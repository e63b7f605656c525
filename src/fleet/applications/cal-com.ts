// Cal.com: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "cal-com",
  title: "Cal.com",
  images: ["cal.com", "calcom/cal.com"],
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
  source: { url: "https://cal.com/docs/self-hosting/installation", version: "5", checked: "2026-11-30" },
});

// Blinko: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "blinko",
  title: "Blinko",
  images: ["blinko"],
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
  source: { url: "blinkospace/blinko:prisma/schema.prisma", version: "1", checked: "2026-11-30" },
});

// Documenso: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "documenso",
  title: "Documenso",
  images: ["documenso"],
  address: ["NEXT_PRIVATE_DATABASE_URL", "NEXT_PRIVATE_DIRECT_DATABASE_URL"],
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
  source: { url: "https://docs.documenso.com/developers/self-hosting/how-to", version: "1", checked: "2026-11-30" },
});

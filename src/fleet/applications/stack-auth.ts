// Stack Auth: Prisma, whose default depends on the CPUs
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "stack-auth",
  title: "Stack Auth",
  images: ["stackauth/server"],
  address: ["STACK_DATABASE_CONNECTION_STRING", "STACK_DIRECT_DATABASE_CONNECTION_STRING"],
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
  source: { url: "stack-auth/stack-auth:apps/backend/prisma/schema.prisma", version: "2", checked: "2026-11-30" },
});

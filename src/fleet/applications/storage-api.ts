// Supabase Storage: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "storage-api",
  title: "Supabase Storage",
  images: ["storage-api"],
  address: ["DATABASE_URL", "DATABASE_POOL_URL"],
  roles: [
    {
      pools: {
        "": {
          variables: ["DATABASE_MAX_CONNECTIONS"],
          unknown: "the default of DATABASE_MAX_CONNECTIONS depends on the version",
        },
      },
    },
  ],
  source: { url: "supabase/storage:src/config.ts", version: "1", checked: "2026-11-30" },
});

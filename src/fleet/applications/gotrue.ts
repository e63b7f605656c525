// Supabase Auth (GoTrue): one pool, without a limit by default
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "gotrue",
  title: "Supabase Auth (GoTrue)",
  images: ["gotrue", "supabase/auth"],
  prefixes: ["GOTRUE_DB_"],
  address: ["GOTRUE_DB_DATABASE_URL", "DATABASE_URL"],
  always: true,
  roles: [
    {
      pools: {
        "": {
          variables: ["GOTRUE_DB_MAX_POOL_SIZE"],
          zeroIsUnlimited: true,
          unknown: "GOTRUE_DB_MAX_POOL_SIZE is not set, and GoTrue does not limit its connections by default",
        },
      },
    },
  ],
  source: { url: "supabase/auth:README.md", version: "2.196", checked: "2026-11-30" },
});

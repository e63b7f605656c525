// Supabase Realtime: a pool for its own database, and pools for each tenant
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "realtime",
  title: "Supabase Realtime",
  images: ["supabase/realtime"],
  address: ["DB_HOST"],
  roles: [
    {
      pools: {
        "": { variables: ["DB_POOL_SIZE"], default: 5 },
        tenants: { unknown: "each tenant has further pools, and their number is not in the manifest" },
      },
    },
  ],
  source: { url: "supabase/realtime:config/runtime.exs", version: "0044d983", checked: "2026-11-30" },
});

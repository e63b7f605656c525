// Supabase Analytics (Logflare): one pool of Ecto
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "logflare",
  title: "Supabase Analytics (Logflare)",
  images: ["logflare"],
  address: ["DB_HOSTNAME", "POSTGRES_BACKEND_URL"],
  roles: [
    {
      pools: {
        "": {
          variables: ["DB_POOL_SIZE"],
          unknown: "DB_POOL_SIZE is not set, and the pools of its backends are not documented",
        },
      },
    },
  ],
  source: { url: "https://docs.logflare.app/self-hosting/", version: "1", checked: "2026-11-30" },
});

// Chatwoot: Sidekiq has a pool of its own size
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "chatwoot",
  title: "Chatwoot",
  images: ["chatwoot"],
  charts: ["chatwoot"],
  address: ["POSTGRES_HOST", "DATABASE_URL"],
  always: true,
  roles: [
    { command: ["sidekiq"], pools: { "": { variables: ["SIDEKIQ_CONCURRENCY"], default: 10 } } },
    {
      pools: { "": { variables: ["RAILS_MAX_THREADS"], default: 5 } },
      processes: { variables: ["WEB_CONCURRENCY"], default: 1 },
    },
  ],
  source: { url: "chatwoot/chatwoot:config/database.yml", version: "03f6ca8d", checked: "2026-11-30" },
});

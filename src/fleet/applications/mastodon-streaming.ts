// Mastodon streaming: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "mastodon-streaming",
  title: "Mastodon streaming",
  images: ["mastodon-streaming"],
  address: ["DATABASE_URL", "DB_HOST"],
  roles: [{ pools: { "": { variables: ["DB_POOL"], default: 10 } } }],
  source: { url: "https://docs.joinmastodon.org/admin/config/", version: "4.4", checked: "2026-11-30" },
});

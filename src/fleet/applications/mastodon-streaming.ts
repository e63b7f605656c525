// Mastodon streaming: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "mastodon-streaming",
  title: "Mastodon streaming",
  images: ["mastodon-streaming"],
  address: ["DATABASE_URL", "DB_HOST"],
  always: true,
  roles: [{ pools: { "": { variables: ["DB_POOL"], default: 10 } } }],
  source: { url: "mastodon/mastodon:streaming/database.js", version: "0eca55c2", checked: "2026-11-30" },
});

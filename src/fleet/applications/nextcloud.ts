// Nextcloud: PHP, with a connection for each request
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "nextcloud",
  title: "Nextcloud",
  images: ["nextcloud"],
  charts: ["nextcloud"],
  address: ["POSTGRES_HOST"],
  roles: [{ pools: { "": { unknown: "PHP opens a connection for each request by default" } } }],
  source: { url: "https://github.com/nextcloud/docker", version: "31", checked: "2026-11-30" },
});

// Flagsmith: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "flagsmith",
  title: "Flagsmith",
  images: ["flagsmith", "flagsmith-api", "flagsmith-private-cloud"],
  address: ["DATABASE_URL", "DJANGO_DB_HOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "Flagsmith/flagsmith:api/app/settings/common.py", version: "2", checked: "2026-11-30" },
});

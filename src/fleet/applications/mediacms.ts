// MediaCMS: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "mediacms",
  title: "MediaCMS",
  images: ["mediacms"],
  address: ["POSTGRES_HOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "mediacms-io/mediacms:cms/settings.py", version: "7", checked: "2026-11-30" },
});

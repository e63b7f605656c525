// Weblate: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "weblate",
  title: "Weblate",
  images: ["weblate"],
  address: ["POSTGRES_HOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "https://docs.weblate.org/en/latest/admin/install/docker.html", version: "5", checked: "2026-11-30" },
});

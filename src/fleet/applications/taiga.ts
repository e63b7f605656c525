// Taiga: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "taiga",
  title: "Taiga",
  images: ["taiga-back", "taiga-protected"],
  address: ["POSTGRES_HOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "https://docs.taiga.io/setup-production.html", version: "6", checked: "2026-11-30" },
});

// ChiefOnboarding: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "chiefonboarding",
  title: "ChiefOnboarding",
  images: ["chiefonboarding"],
  address: ["DATABASE_URL"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "chiefonboarding/ChiefOnboarding:back/back/settings.py", version: "2", checked: "2026-11-30" },
});

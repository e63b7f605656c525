// Bugsink: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "bugsink",
  title: "Bugsink",
  images: ["bugsink"],
  address: ["DATABASE_URL"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "bugsink/bugsink:bugsink/settings/default.py", version: "2", checked: "2026-11-30" },
});

// Baserow: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "baserow",
  title: "Baserow",
  images: ["baserow", "baserow/backend"],
  address: ["DATABASE_HOST", "DATABASE_URL"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "https://baserow.io/docs/installation%2Fconfiguration", version: "1", checked: "2026-11-30" },
});

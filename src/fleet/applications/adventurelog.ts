// AdventureLog: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "adventurelog",
  title: "AdventureLog",
  images: ["adventurelog-backend"],
  address: ["PGHOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "seanmorley15/AdventureLog:backend/server/main/settings.py", version: "0.10", checked: "2026-11-30" },
});

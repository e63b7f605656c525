// Plane: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "plane",
  title: "Plane",
  images: ["plane-backend"],
  address: ["DATABASE_URL", "PGHOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: {
    url: "https://developers.plane.so/self-hosting/govern/environment-variables",
    version: "1",
    checked: "2026-11-30",
  },
});

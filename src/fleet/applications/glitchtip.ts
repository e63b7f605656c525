// GlitchTip: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "glitchtip",
  title: "GlitchTip",
  images: ["glitchtip"],
  address: ["DATABASE_URL"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "https://glitchtip.com/documentation/install", version: "5", checked: "2026-11-30" },
});

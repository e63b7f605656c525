// Vikunja: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "vikunja",
  title: "Vikunja",
  images: ["vikunja", "vikunja/vikunja"],
  prefixes: ["VIKUNJA_DATABASE_"],
  address: ["VIKUNJA_DATABASE_HOST"],
  roles: [
    { pools: { "": { variables: ["VIKUNJA_DATABASE_MAXOPENCONNECTIONS"], default: 100, zeroIsUnlimited: true } } },
  ],
  source: { url: "go-vikunja/vikunja:pkg/config/config.go", version: "03339b8c", checked: "2026-11-30" },
});

// Medusa: one pool in each process, whose size is in medusa-config
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "medusa",
  title: "Medusa",
  images: ["medusa"],
  address: ["DATABASE_URL"],
  roles: [{ pools: { "": { unknown: "databaseDriverOptions.pool.max is set in medusa-config" } } }],
  source: { url: "https://docs.medusajs.com/learn/configurations/medusa-config", version: "2", checked: "2026-11-30" },
});

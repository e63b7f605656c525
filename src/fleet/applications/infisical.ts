// Infisical: one pool of Knex in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "infisical",
  title: "Infisical",
  images: ["infisical"],
  address: ["DB_CONNECTION_URI", "DB_HOST"],
  roles: [{ pools: { "": { unknown: "the maximum of its pool depends on the version" } } }],
  source: { url: "Infisical/infisical:backend/src/db/instance.ts", version: "0.160", checked: "2026-11-30" },
});

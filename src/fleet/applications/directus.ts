// Directus: one pool of Knex in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "directus",
  title: "Directus",
  images: ["directus"],
  charts: ["directus"],
  address: ["DB_HOST", "DB_CONNECTION_STRING"],
  roles: [{ pools: { "": { variables: ["DB_POOL__MAX"], default: 10 } } }],
  source: { url: "https://directus.io/docs/configuration/database", version: "11", checked: "2026-11-30" },
});

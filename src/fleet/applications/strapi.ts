// Strapi: one pool of Knex in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "strapi",
  title: "Strapi",
  images: ["strapi"],
  address: ["DATABASE_HOST", "DATABASE_URL"],
  roles: [{ pools: { "": { variables: ["DATABASE_POOL_MAX"], default: 10 } } }],
  source: { url: "https://docs.strapi.io/cms/configurations/database", version: "5", checked: "2026-11-30" },
});

// Strapi: one pool of Knex in each process, whose size is in the project
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "strapi",
  title: "Strapi",
  images: ["strapi"],
  address: ["DATABASE_HOST", "DATABASE_URL"],
  roles: [
    {
      pools: {
        "": {
          variables: ["DATABASE_POOL_MAX"],
          unknown: "DATABASE_POOL_MAX is not set, and config/database of the project sets pool.max",
        },
      },
    },
  ],
  source: {
    url: "strapi/strapi:packages/generators/app/src/resources/templates/database-templates/js/database.template",
    version: "3615b579",
    checked: "2026-11-30",
  },
});

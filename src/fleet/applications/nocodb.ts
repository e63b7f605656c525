// NocoDB: one pool of Knex
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "nocodb",
  title: "NocoDB",
  images: ["nocodb"],
  address: ["NC_DB", "DATABASE_URL"],
  roles: [{ pools: { "": { unknown: "NocoDB documents no variable for the size of its pool" } } }],
  source: {
    url: "https://nocodb.com/docs/self-hosting/environment-variables",
    version: "0.260",
    checked: "2026-11-30",
  },
});

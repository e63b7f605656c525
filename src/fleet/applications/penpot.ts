// Penpot: one pool of HikariCP in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "penpot",
  title: "Penpot",
  images: ["penpotapp/backend"],
  prefixes: ["PENPOT_DATABASE_"],
  address: ["PENPOT_DATABASE_URI"],
  roles: [
    {
      pools: {
        "": {
          variables: ["PENPOT_DATABASE_MAX_POOL_SIZE"],
          unknown: "PENPOT_DATABASE_MAX_POOL_SIZE is not set, and its default is not documented",
        },
      },
    },
  ],
  source: { url: "penpot/penpot:backend/src/app/db.clj", version: "2", checked: "2026-11-30" },
});

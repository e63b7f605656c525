// HedgeDoc: one pool of Sequelize in each process, with its default
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "hedgedoc",
  title: "HedgeDoc",
  images: ["hedgedoc"],
  prefixes: ["CMD_DB_"],
  address: ["CMD_DB_URL", "CMD_DB_HOST"],
  roles: [{ pools: { "": { default: 5 } } }],
  source: { url: "hedgedoc/hedgedoc:lib/models/index.js", version: "0db862f3", checked: "2026-11-30" },
});

// Flowise: a pool of node-postgres for its data and one for the sessions of users, both with its default
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "flowise",
  title: "Flowise",
  images: ["flowise"],
  address: ["DATABASE_HOST"],
  roles: [{ pools: { "": { default: 10 }, sessions: { default: 10 } } }],
  source: { url: "FlowiseAI/Flowise:packages/server/src/DataSource.ts", version: "3.1", checked: "2026-11-30" },
});

// PostgREST: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "postgrest",
  title: "PostgREST",
  images: ["postgrest"],
  prefixes: ["PGRST_"],
  address: ["PGRST_DB_URI"],
  roles: [{ pools: { "": { variables: ["PGRST_DB_POOL"], default: 10 } } }],
  source: {
    url: "https://docs.postgrest.org/en/stable/references/configuration.html#db-pool",
    version: "13",
    checked: "2026-11-30",
  },
});

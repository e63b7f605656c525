// PostgREST: one pool in each process, and a connection that listens
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "postgrest",
  title: "PostgREST",
  images: ["postgrest"],
  prefixes: ["PGRST_"],
  address: ["PGRST_DB_URI"],
  always: true,
  roles: [
    {
      where: { PGRST_DB_CHANNEL_ENABLED: "false" },
      pools: { "": { variables: ["PGRST_DB_POOL"], default: 10 } },
    },
    {
      pools: {
        "": { variables: ["PGRST_DB_POOL"], default: 10 },
        listener: { unknown: "PostgREST listens on a connection outside of its pool" },
      },
    },
  ],
  source: {
    url: "PostgREST/postgrest:docs/references/configuration.rst",
    version: "16",
    checked: "2026-11-30",
  },
});

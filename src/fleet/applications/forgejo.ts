// Forgejo: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "forgejo",
  title: "Forgejo",
  images: ["forgejo"],
  charts: ["forgejo"],
  prefixes: ["FORGEJO__database__"],
  address: ["FORGEJO__database__HOST"],
  roles: [
    {
      pools: {
        "": {
          variables: ["FORGEJO__database__MAX_OPEN_CONNS"],
          zeroIsUnlimited: true,
          unknown: "FORGEJO__database__MAX_OPEN_CONNS is not set, and the default depends on the version",
        },
      },
    },
  ],
  source: {
    url: "https://forgejo.org/docs/latest/admin/config-cheat-sheet/#database-database",
    version: "13",
    checked: "2026-11-30",
  },
});

// Gitea: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "gitea",
  title: "Gitea",
  images: ["gitea"],
  charts: ["gitea"],
  prefixes: ["GITEA__database__"],
  address: ["GITEA__database__HOST"],
  roles: [
    {
      pools: {
        "": {
          variables: ["GITEA__database__MAX_OPEN_CONNS"],
          zeroIsUnlimited: true,
          unknown: "GITEA__database__MAX_OPEN_CONNS is not set, and the default depends on the version",
        },
      },
    },
  ],
  source: {
    url: "https://docs.gitea.com/administration/config-cheat-sheet#database-database",
    version: "1.24",
    checked: "2026-11-30",
  },
});

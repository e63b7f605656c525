// listmonk: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "listmonk",
  title: "listmonk",
  images: ["listmonk"],
  prefixes: ["LISTMONK_db__"],
  address: ["LISTMONK_db__host"],
  roles: [
    {
      pools: {
        "": {
          variables: ["LISTMONK_db__max_open"],
          zeroIsUnlimited: true,
          unknown: "LISTMONK_db__max_open is not set, and config.toml may set it",
        },
      },
    },
  ],
  source: { url: "knadh/listmonk:cmd/init.go", version: "6", checked: "2026-11-30" },
});

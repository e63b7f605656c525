// Coder: one pool in each replica
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "coder",
  title: "Coder",
  images: ["coder"],
  charts: ["coder"],
  prefixes: ["CODER_PG_"],
  address: ["CODER_PG_CONNECTION_URL"],
  roles: [
    {
      pools: {
        "": {
          variables: ["CODER_PG_CONN_MAX_OPEN"],
          flags: ["--postgres-conn-max-open"],
          default: 10,
          zeroIsUnlimited: true,
        },
      },
    },
  ],
  source: {
    url: "https://coder.com/docs/reference/cli/server#--postgres-conn-max-open",
    version: "2",
    checked: "2026-11-30",
  },
});

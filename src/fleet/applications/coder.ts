// Coder: one pool in each replica, and a connection for notifications
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
        pubsub: { unknown: "Coder listens on a connection outside of its pool" },
      },
    },
  ],
  source: {
    url: "coder/coder:coderd/database/pubsub/pubsub.go",
    version: "0047c703",
    checked: "2026-11-30",
  },
});

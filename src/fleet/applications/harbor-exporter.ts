// Harbor exporter: one pool
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "harbor-exporter",
  title: "Harbor exporter",
  images: ["harbor-exporter"],
  address: ["HARBOR_DATABASE_HOST"],
  roles: [
    {
      pools: {
        "": {
          variables: ["HARBOR_DATABASE_MAX_OPEN_CONNS"],
          zeroIsUnlimited: true,
          unknown: "HARBOR_DATABASE_MAX_OPEN_CONNS is not set, and its default is not documented",
        },
      },
    },
  ],
  source: {
    url: "goharbor/harbor-helm:templates/exporter/exporter-cm-env.yaml",
    version: "1.18",
    checked: "2026-11-30",
  },
});

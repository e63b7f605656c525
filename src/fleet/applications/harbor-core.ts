// Harbor core: one pool, without a limit unless the installer or the chart sets one
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "harbor-core",
  title: "Harbor core",
  images: ["harbor-core"],
  address: ["POSTGRESQL_HOST"],
  roles: [
    {
      pools: {
        "": {
          variables: ["POSTGRESQL_MAX_OPEN_CONNS"],
          zeroIsUnlimited: true,
          unknown: "POSTGRESQL_MAX_OPEN_CONNS is not set, and Harbor does not limit its connections by default",
        },
      },
    },
  ],
  source: { url: "goharbor/harbor:src/lib/config/metadata/metadatalist.go", version: "2.14", checked: "2026-11-30" },
});

// ThingsBoard: one pool of HikariCP in each node
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "thingsboard",
  title: "ThingsBoard",
  images: ["tb-node", "tb-postgres"],
  address: ["SPRING_DATASOURCE_URL"],
  roles: [
    {
      pools: {
        "": {
          variables: ["SPRING_DATASOURCE_MAXIMUM_POOL_SIZE"],
          unknown: "SPRING_DATASOURCE_MAXIMUM_POOL_SIZE is not set, and the default depends on the version",
        },
      },
    },
  ],
  source: {
    url: "thingsboard/thingsboard:application/src/main/resources/thingsboard.yml",
    version: "4",
    checked: "2026-11-30",
  },
});

// Twenty: pools of node-postgres for its own schema and the workspaces
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "twenty",
  title: "Twenty",
  images: ["twentycrm/twenty", "twenty"],
  address: ["PG_DATABASE_URL"],
  roles: [
    { pools: { "": { variables: ["PG_POOL_MAX_CONNECTIONS"], unknown: "each workspace may have a pool of its own" } } },
  ],
  source: {
    url: "twentyhq/twenty:packages/twenty-server/src/database/typeorm/core/core.datasource.ts",
    version: "1",
    checked: "2026-11-30",
  },
});

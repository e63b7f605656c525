// Metabase: pools for its own database, for its jobs and for its audits
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "metabase",
  title: "Metabase",
  images: ["metabase", "metabase-enterprise"],
  charts: ["metabase"],
  prefixes: ["MB_DB_"],
  address: ["MB_DB_CONNECTION_URI", "MB_DB_HOST"],
  roles: [
    {
      pools: {
        "": { variables: ["MB_APPLICATION_DB_MAX_CONNECTION_POOL_SIZE"], default: 15 },
        quartz: {
          variables: ["MB_QUARTZ_MAX_CONNECTION_POOL_SIZE"],
          unknown: "newer versions have a pool of 5 for jobs",
        },
        audit: {
          variables: ["MB_AUDIT_DB_MAX_CONNECTION_POOL_SIZE"],
          unknown: "newer versions have a pool of 5 for audits",
        },
      },
    },
  ],
  source: {
    url: "metabase/metabase:src/metabase/app_db/connection_pool_setup.clj",
    version: "0164dadc",
    checked: "2026-11-30",
  },
});

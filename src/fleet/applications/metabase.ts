// Metabase: a pool for its own database
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "metabase",
  title: "Metabase",
  images: ["metabase", "metabase-enterprise"],
  charts: ["metabase"],
  prefixes: ["MB_DB_"],
  address: ["MB_DB_CONNECTION_URI", "MB_DB_HOST"],
  roles: [{ pools: { "": { variables: ["MB_APPLICATION_DB_MAX_CONNECTION_POOL_SIZE"], default: 15 } } }],
  source: {
    url: "https://www.metabase.com/docs/latest/configuring-metabase/environment-variables#mb_application_db_max_connection_pool_size",
    version: "0.55",
    checked: "2026-11-30",
  },
});

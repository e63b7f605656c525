// Appsmith: one pool, whose size is not documented
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "appsmith",
  title: "Appsmith",
  images: ["appsmith-ce", "appsmith-ee"],
  address: ["APPSMITH_DB_URL", "APPSMITH_POSTGRES_DB_URL"],
  roles: [{ pools: { "": { unknown: "Appsmith documents no size of its pool" } } }],
  source: {
    url: "https://docs.appsmith.com/getting-started/setup/environment-variables",
    version: "1",
    checked: "2026-11-30",
  },
});

// Kestra: HikariCP, whose size is in its configuration file
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "kestra",
  title: "Kestra",
  images: ["kestra"],
  address: ["KESTRA_CONFIGURATION"],
  roles: [
    { pools: { "": { unknown: "datasources.postgres.maximum-pool-size is set in the configuration of Kestra" } } },
  ],
  source: { url: "https://kestra.io/docs/configuration#database", version: "1", checked: "2026-11-30" },
});

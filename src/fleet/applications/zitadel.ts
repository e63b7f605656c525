// Zitadel: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "zitadel",
  title: "Zitadel",
  images: ["zitadel"],
  charts: ["zitadel"],
  prefixes: ["ZITADEL_DATABASE_POSTGRES_"],
  address: ["ZITADEL_DATABASE_POSTGRES_HOST", "ZITADEL_DATABASE_POSTGRES_DSN"],
  roles: [
    { pools: { "": { variables: ["ZITADEL_DATABASE_POSTGRES_MAXOPENCONNS"], default: 10, zeroIsUnlimited: true } } },
  ],
  source: { url: "zitadel/zitadel:cmd/defaults.yaml", version: "00114481", checked: "2026-11-30" },
});

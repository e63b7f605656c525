// Immich: one pool in each process of the server
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "immich",
  title: "Immich",
  images: ["immich-server"],
  address: ["DB_HOSTNAME", "DB_URL"],
  always: true,
  roles: [{ pools: { "": { unknown: "Immich documents no variable for the size of its pool" } } }],
  source: { url: "https://docs.immich.app/install/environment-variables", version: "2", checked: "2026-11-30" },
});

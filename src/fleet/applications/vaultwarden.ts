// Vaultwarden: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "vaultwarden",
  title: "Vaultwarden",
  images: ["vaultwarden/server", "vaultwarden"],
  address: ["DATABASE_URL"],
  roles: [{ pools: { "": { variables: ["DATABASE_MAX_CONNS"], default: 10 } } }],
  source: { url: "dani-garcia/vaultwarden:src/config.rs", version: "1.37", checked: "2026-11-30" },
});

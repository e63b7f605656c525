// Miniflux: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "miniflux",
  title: "Miniflux",
  images: ["miniflux"],
  address: ["DATABASE_URL"],
  always: true,
  roles: [{ pools: { "": { variables: ["DATABASE_MAX_CONNS"], default: 20 } } }],
  source: { url: "miniflux/v2:internal/config/options.go", version: "2.3", checked: "2026-11-30" },
});

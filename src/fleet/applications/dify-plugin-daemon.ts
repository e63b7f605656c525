// Dify plugin daemon: one pool
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "dify-plugin-daemon",
  title: "Dify plugin daemon",
  images: ["dify-plugin-daemon"],
  address: ["DB_HOST"],
  roles: [{ pools: { "": { variables: ["DB_MAX_OPEN_CONNS"], zeroIsUnlimited: true } } }],
  source: { url: "langgenius/dify:docker/docker-compose.yaml", version: "1", checked: "2026-11-30" },
});

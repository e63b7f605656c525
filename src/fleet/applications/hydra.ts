// Ory Hydra: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "hydra",
  title: "Ory Hydra",
  images: ["oryd/hydra", "hydra"],
  charts: ["hydra"],
  address: ["DSN"],
  roles: [{ pools: { "": { unknown: "max_conns is not in DSN, and the default depends on the CPUs" } } }],
  source: { url: "https://www.ory.com/docs/self-hosted/deployment", version: "2", checked: "2026-11-30" },
});

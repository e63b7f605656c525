// Ory Keto: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "keto",
  title: "Ory Keto",
  images: ["oryd/keto", "keto"],
  charts: ["keto"],
  address: ["DSN"],
  roles: [{ pools: { "": { unknown: "max_conns is not in DSN, and the default depends on the CPUs" } } }],
  source: { url: "https://www.ory.com/docs/self-hosted/deployment", version: "0.14", checked: "2026-11-30" },
});

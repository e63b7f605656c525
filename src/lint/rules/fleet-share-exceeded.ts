import { defineRule } from "../define.ts";

const LOCK = JSON.stringify({
  formatVersion: 1,
  inputs: [],
  servers: [
    {
      name: "main",
      maxConnections: 100,
      usable: 97,
      budget: 80,
      total: { steady: 40, peak: 40, deploy: 40 },
      services: [{ name: "api", steady: 40, peak: 40, deploy: 40 }],
    },
  ],
});

export default defineRule({
  id: "fleet-share-exceeded",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "A service takes more connections than fleet.lock gives it",
  why: "The services of a server are in several repositories. If one takes more than its share, another one cannot connect.",
  fix: "Lower the pool or the instances, or change the fleet and write the lock anew with poolcfg fleet --lock.",
  source: "https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS",
  examples: {
    invalid: [
      { toml: "[pool]\nmax = 11\n[deployment]\ninstances = 4\n", lock: { text: LOCK, service: "api" } },
      { toml: "[pool]\nmax = 10\n[deployment]\ninstances = 4\nsurge = 1\n", lock: { text: LOCK, service: "api" } },
    ],
    valid: [{ toml: "[pool]\nmax = 10\n[deployment]\ninstances = 4\n", lock: { text: LOCK, service: "api" } }],
  },
});

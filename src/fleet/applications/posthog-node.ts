// PostHog plugin server: a pool of the same size for each of its databases
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "posthog-node",
  title: "PostHog plugin server",
  images: ["posthog-node"],
  address: [
    "DATABASE_URL",
    "PERSONS_DATABASE_URL",
    "PERSONS_READONLY_DATABASE_URL",
    "BEHAVIORAL_COHORTS_DATABASE_URL",
    "CYCLOTRON_DATABASE_URL",
  ],
  roles: [
    {
      pools: {
        "": { variables: ["POSTGRES_CONNECTION_POOL_SIZE"], default: 10 },
        cyclotron: { unknown: "the pool of its job queue has a size of its own" },
      },
    },
  ],
  source: { url: "PostHog/posthog:plugin-server/src/config/config.ts", version: "0009628a", checked: "2026-11-30" },
});

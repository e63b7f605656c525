// Plausible Analytics: one pool of Ecto
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "plausible",
  title: "Plausible Analytics",
  images: ["plausible/community-edition", "plausible/analytics", "community-edition"],
  address: ["DATABASE_URL"],
  always: true,
  roles: [
    {
      pools: {
        "": { variables: ["DATABASE_POOL_SIZE"], unknown: "the default of DATABASE_POOL_SIZE depends on the version" },
      },
    },
  ],
  source: { url: "plausible/analytics:config/runtime.exs", version: "3", checked: "2026-11-30" },
});

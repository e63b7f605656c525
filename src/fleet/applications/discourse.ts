// Discourse: Rails in several workers of Unicorn, and Sidekiq
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "discourse",
  title: "Discourse",
  images: ["discourse", "discourse/base"],
  prefixes: ["DISCOURSE_DB_", "DISCOURSE_DATABASE_"],
  address: ["DISCOURSE_DB_HOST", "DISCOURSE_DATABASE_HOST"],
  always: true,
  roles: [
    {
      pools: {
        "": { variables: ["DISCOURSE_DB_POOL"], default: 8 },
        demons: { unknown: "UNICORN_SIDEKIQS and other settings start further processes with pools of their own" },
      },
      processes: {
        variables: ["UNICORN_WORKERS"],
        plus: 1,
        unknown: "UNICORN_WORKERS is not set, and the image chooses the number of workers",
      },
    },
  ],
  source: { url: "discourse/discourse:config/discourse_defaults.conf", version: "01d0aeb5", checked: "2026-11-30" },
});

// PostHog: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "posthog",
  title: "PostHog",
  images: ["posthog/posthog", "posthog"],
  address: ["DATABASE_URL", "POSTHOG_POSTGRES_HOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: {
    url: "https://posthog.com/docs/self-host/configure/environment-variables",
    version: "1",
    checked: "2026-11-30",
  },
});

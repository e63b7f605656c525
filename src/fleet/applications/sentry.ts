// Sentry: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "sentry",
  title: "Sentry",
  images: ["sentry", "getsentry/sentry", "sentry-self-hosted-local"],
  address: ["SENTRY_POSTGRES_HOST"],
  always: true,
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "https://develop.sentry.dev/self-hosted/", version: "25", checked: "2026-11-30" },
});

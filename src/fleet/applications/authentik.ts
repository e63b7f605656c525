// authentik: Django in several workers of gunicorn
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "authentik",
  title: "authentik",
  images: ["goauthentik/server"],
  charts: ["authentik"],
  prefixes: ["AUTHENTIK_"],
  address: ["AUTHENTIK_POSTGRESQL__HOST"],
  always: true,
  roles: [
    {
      command: ["worker"],
      pools: { "": { unknown: "Django opens a connection for each thread by default" } },
      processes: { variables: ["AUTHENTIK_WORKER__PROCESSES"], unknown: "AUTHENTIK_WORKER__PROCESSES is not set" },
    },
    {
      pools: { "": { unknown: "Django opens a connection for each thread by default" } },
      processes: { variables: ["AUTHENTIK_WEB__WORKERS"], default: 2 },
    },
  ],
  source: { url: "goauthentik/authentik:lifecycle/gunicorn.conf.py", version: "00008b59", checked: "2026-11-30" },
});

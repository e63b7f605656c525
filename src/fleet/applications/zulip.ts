// Zulip: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "zulip",
  title: "Zulip",
  images: ["docker-zulip", "zulip-server"],
  prefixes: ["SETTING_REMOTE_POSTGRES_"],
  address: ["SETTING_REMOTE_POSTGRES_HOST", "DB_HOST"],
  always: true,
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: {
    url: "https://zulip.readthedocs.io/en/latest/production/system-configuration.html",
    version: "11",
    checked: "2026-11-30",
  },
});

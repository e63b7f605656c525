// Wiki.js: one pool of Knex, with its default
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "wiki-js",
  title: "Wiki.js",
  images: ["requarks/wiki", "wikijs"],
  address: ["DB_HOST"],
  roles: [
    {
      where: { HA_ACTIVE: "true" },
      pools: { "": { default: 10 }, notifications: { unknown: "its notifications have connections of their own" } },
    },
    { pools: { "": { default: 10 } } },
  ],
  source: { url: "requarks/wiki:server/core/db.js", version: "2.5", checked: "2026-11-30" },
});

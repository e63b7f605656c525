// Paperless-ngx: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "paperless-ngx",
  title: "Paperless-ngx",
  images: ["paperless-ngx"],
  prefixes: ["PAPERLESS_DB"],
  address: ["PAPERLESS_DBHOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "https://docs.paperless-ngx.com/configuration/#database", version: "2", checked: "2026-11-30" },
});

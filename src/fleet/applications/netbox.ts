// NetBox: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "netbox",
  title: "NetBox",
  images: ["netbox"],
  charts: ["netbox"],
  address: ["DB_HOST"],
  always: true,
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: {
    url: "https://netboxlabs.com/docs/netbox/configuration/required-parameters/",
    version: "4",
    checked: "2026-11-30",
  },
});

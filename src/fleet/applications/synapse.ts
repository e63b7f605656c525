// Matrix Synapse: one pool of Twisted, whose size is in homeserver.yaml
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "synapse",
  title: "Matrix Synapse",
  images: ["synapse"],
  address: ["POSTGRES_HOST"],
  roles: [{ pools: { "": { unknown: "cp_max is set in homeserver.yaml" } } }],
  source: {
    url: "https://element-hq.github.io/synapse/latest/usage/configuration/config_documentation.html#database",
    version: "1.130",
    checked: "2026-11-30",
  },
});

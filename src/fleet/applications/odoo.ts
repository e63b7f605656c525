// Odoo: each worker process has its own limit of connections
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "odoo",
  title: "Odoo",
  images: ["odoo"],
  charts: ["odoo"],
  address: ["HOST", "DB_PORT_5432_TCP_ADDR"],
  roles: [
    {
      pools: { "": { flags: ["--db_maxconn"], default: 64 } },
      processes: { flags: ["--workers"], plus: 3, unknown: "--workers is not set, and odoo.conf may set it" },
    },
  ],
  source: {
    url: "odoo/odoo:odoo/tools/config.py",
    version: "00516f21",
    checked: "2026-11-30",
  },
});

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
      processes: { flags: ["--workers"], default: 1, plus: 3 },
    },
  ],
  source: {
    url: "https://www.odoo.com/documentation/18.0/developer/reference/cli.html",
    version: "18",
    checked: "2026-11-30",
  },
});

// Zabbix server: a connection for each of its processes
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "zabbix-server",
  title: "Zabbix server",
  images: ["zabbix-server-pgsql"],
  address: ["DB_SERVER_HOST"],
  roles: [{ pools: { "": { unknown: "each process of Zabbix opens a connection" } } }],
  source: {
    url: "https://www.zabbix.com/documentation/current/en/manual/appendix/config/zabbix_server",
    version: "7",
    checked: "2026-11-30",
  },
});

// Zabbix web interface: PHP, with a connection for each request
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "zabbix-web",
  title: "Zabbix web interface",
  images: ["zabbix-web-nginx-pgsql", "zabbix-web-apache-pgsql"],
  address: ["DB_SERVER_HOST"],
  roles: [{ pools: { "": { unknown: "PHP opens a connection for each request by default" } } }],
  source: { url: "zabbix/zabbix-docker:README.md", version: "7", checked: "2026-11-30" },
});

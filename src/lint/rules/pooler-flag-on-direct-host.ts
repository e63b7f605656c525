import { isDirect } from "../../dsn/direct.ts";
import { scanDsn } from "../../dsn/parse.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "pooler-flag-on-direct-host",
  severity: "warning",
  area: "dsn",
  since: "0.1.0",
  summary: "`pgbouncer=true` in the connection string of the database itself",
  why: "Prisma then gives up prepared statements, and every query is planned anew, for a pooler that is not there.",
  fix: "Remove `pgbouncer=true`, or connect to the pooler.",
  source: "https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/pgbouncer",
  reads: ["connection.url", "connection.host", "connection.port", "pooler.kind"],
  check({ "connection.url": url, "connection.host": host = "", "connection.port": port, "pooler.kind": pooler }) {
    if (!url || pooler !== null || !isDirect(host, port)) return;
    if (scanDsn(url.reveal()).dsn.params.pgbouncer !== "true") return;
    return {
      at: "connection.url",
      message: `The connection string contains pgbouncer=true, and port ${port ?? 5432} of ${host === "" ? "the host" : host.slice(0, 60)} looks like the database itself`,
      help: "Remove pgbouncer=true, or connect to the pooler; if this is the pooler, set pooler.kind.",
    };
  },
  examples: {
    invalid: [
      { dsn: "postgresql://u@db.example.com:5432/app?pgbouncer=true&connection_limit=1" },
      { dsn: "postgresql://u@db.example.com/app?pgbouncer=true&connection_limit=1" },
      {
        settings: {
          from: "prisma",
          text: 'DATABASE_URL="postgresql://u@[PROJECT].example.com:5432/app?pgbouncer=true"',
        },
      },
    ],
    valid: [
      { dsn: "postgresql://u@aws-0.pooler.example.com:6543/app?pgbouncer=true&connection_limit=1" },
      { dsn: "postgresql://u@db.example.com:5432/app?connection_limit=1" },
    ],
  },
});

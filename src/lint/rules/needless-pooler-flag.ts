import { scanDsn } from "../../dsn/parse.ts";
import { followsPrepared, poolerOf, throughPooler } from "../../poolers/in-use.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "needless-pooler-flag",
  severity: "warning",
  area: "dsn",
  since: "0.1.0",
  summary: "`pgbouncer=true` for a pooler with which prepared statements work",
  why: "Prisma then uses no prepared statements and plans every query anew, although this pooler tracks them or keeps one server connection for each client.",
  fix: "Remove `pgbouncer=true`.",
  source: "https://github.com/prisma/prisma/issues/21635",
  reads: [
    "connection.url",
    "connection.host",
    "connection.port",
    "pooler.kind",
    "pooler.mode",
    "pooler.version",
    "pooler.maxPreparedStatements",
  ],
  check({ "connection.url": url }, { config: given, isSet }) {
    const { config, assumed } = throughPooler(given, isSet);
    const pooler = poolerOf(config);
    if (!url || !pooler) return;
    const session = config.pooler.mode === "session";
    if (!session && (assumed !== "" || followsPrepared(config) !== true)) return;
    if (scanDsn(url.reveal()).dsn.params.pgbouncer !== "true") return;
    return {
      at: "connection.url",
      message: session
        ? `The connection string has pgbouncer=true, and ${pooler.title} is in session mode${assumed}, in which prepared statements work`
        : `The connection string has pgbouncer=true, and ${pooler.title} as configured tracks prepared statements`,
      help: session
        ? "Remove pgbouncer=true, or connect to the port of the transaction mode."
        : "Remove pgbouncer=true.",
      related: session ? ["pooler.mode"] : ["pooler.version", "pooler.maxPreparedStatements"],
    };
  },
  examples: {
    invalid: [
      { dsn: "postgresql://u.abcdefghijklmnopqrst@aws-1-eu-north-1.pooler.supabase.com:5432/app?pgbouncer=true" },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "session"\n',
        dsn: "postgresql://u@pooler.example.com:6432/app?pgbouncer=true",
      },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nversion = "1.22"\nmax_prepared_statements = 200\n',
        dsn: "postgresql://u@pooler.example.com:6432/app?pgbouncer=true",
      },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nversion = "1.25"\n',
        dsn: "postgresql://u@pooler.example.com:6432/app?pgbouncer=true",
      },
    ],
    valid: [
      { dsn: "postgresql://u.abcdefghijklmnopqrst@aws-1-eu-north-1.pooler.supabase.com:6543/app?pgbouncer=true" },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nversion = "1.18"\n',
        dsn: "postgresql://u@pooler.example.com:6432/app?pgbouncer=true",
      },
      { toml: '[pooler]\nkind = "pgbouncer"\nversion = "1.25"\n', dsn: "postgresql://u@pooler.example.com:6432/app" },
    ],
  },
});

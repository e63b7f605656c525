import { scanDsn } from "../../dsn/parse.ts";
import { followsPrepared, isShared, poolerOf, throughPooler } from "../../poolers/in-use.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "prepared-statements-on-pooler",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "Named prepared statements through a pooler that does not follow them",
  why: "The next transaction may run on another server connection, where the statement does not exist, or another has its name.",
  fix: "Switch prepared statements off in the library, or let the pooler track them. `render` writes the setting if the library has one.",
  source: "https://github.com/prisma/prisma/issues/11643",
  scope: "target",
  reads: [
    "pooler.kind",
    "pooler.mode",
    "pooler.version",
    "pooler.maxPreparedStatements",
    "connection.url",
    "connection.host",
    "connection.port",
  ],
  check({ "connection.url": url }, { config: given, target, isSet }) {
    const prepared = target!.prepared;
    const { config, assumed } = throughPooler(given, isSet);
    if (!prepared || !isShared(config) || followsPrepared(config) !== false) return;
    const [name, ...values] = prepared.parameter ?? [];
    const inUrl = url && name !== undefined ? scanDsn(url.reveal()).dsn.params[name] : undefined;
    if (inUrl !== undefined && values.includes(inUrl)) return;
    return {
      at: isSet("pooler.maxPreparedStatements")
        ? "pooler.maxPreparedStatements"
        : assumed === ""
          ? "pooler.mode"
          : "connection.host",
      message: `${target!.title} uses named prepared statements, and ${poolerOf(config)!.title}${assumed} in ${config.pooler.mode} mode does not follow them`,
      help: `Set ${prepared.off} in ${target!.title}${values.length > 1 ? ` (${values.slice(1).join(" or ")} works as well)` : ""}, or let the pooler track them: pooler.maxPreparedStatements.`,
      related: ["pooler.version"],
    };
  },
  examples: {
    invalid: [
      {
        dsn: "postgresql://u.abcdefghijklmnopqrst@aws-1-eu-north-1.pooler.supabase.com:6543/app",
        target: "postgres-js",
      },
      { dsn: "postgresql://u@shop.postgres.database.azure.com:6432/app", target: "asyncpg" },
      { toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n', target: "prisma" },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nmax_prepared_statements = 0\n',
        target: "postgres-js",
      },
      { toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n', target: "asyncpg" },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n',
        dsn: "jdbc:postgresql://h/db?prepareThreshold=5",
        target: "hikaricp",
      },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n',
        dsn: "postgresql://u@h/db?statement-cache-capacity=0",
        target: "sqlx",
      },
    ],
    valid: [
      { dsn: "postgresql://u.abcdefghijklmnopqrst@aws-1-eu-north-1.pooler.supabase.com/app", target: "postgres-js" },
      { dsn: "postgresql://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app", target: "postgres-js" },
      {
        dsn: "postgresql://u.abcdefghijklmnopqrst@aws-1-eu-north-1.pooler.supabase.com:6543/app?pgbouncer=true",
        target: "prisma",
      },
      { toml: '[pooler]\nkind = "pgdog"\nmode = "transaction"\n', target: "asyncpg" },
      { toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.24"\n', target: "prisma" },
      { toml: '[pooler]\nkind = "pgbouncer"\nmode = "session"\nversion = "1.18"\n', target: "prisma" },
      { toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n', target: "node-postgres" },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n',
        dsn: "postgresql://u@h/db?pgbouncer=true",
        target: "prisma",
      },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n',
        dsn: "postgresql://u@h/db?default_query_exec_mode=simple_protocol",
        target: "pgxpool",
      },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\nversion = "1.18"\n',
        dsn: "jdbc:postgresql://h/db?prepareThreshold=0",
        target: "hikaricp",
      },
    ],
  },
});

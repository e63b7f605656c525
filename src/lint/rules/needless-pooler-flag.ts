import { scanDsn } from "../../dsn/parse.ts";
import { defineRule } from "../define.ts";
import { followsPrepared, poolerOf } from "../pooler.ts";

export default defineRule({
  id: "needless-pooler-flag",
  severity: "warning",
  area: "dsn",
  since: "0.1.0",
  summary: "`pgbouncer=true` for a pooler that follows prepared statements by itself",
  why: "Prisma then gives its prepared statements up, which such a pooler follows, and each of the two undoes what the other does.",
  fix: "Remove `pgbouncer=true`.",
  source: "https://github.com/prisma/prisma/issues/21635",
  reads: ["connection.url", "pooler.kind", "pooler.version", "pooler.maxPreparedStatements"],
  check({ "connection.url": url }, { config }) {
    const pooler = poolerOf(config);
    if (!url || !pooler || followsPrepared(config) !== true) return;
    if (scanDsn(url.reveal(), {}).dsn.params.pgbouncer !== "true") return;
    return {
      at: "connection.url",
      message: `The connection string says pgbouncer=true, and ${pooler.title} as declared follows prepared statements by itself`,
      help: "Remove pgbouncer=true.",
      related: ["pooler.version", "pooler.maxPreparedStatements"],
    };
  },
  examples: {
    invalid: [
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
      {
        toml: '[pooler]\nkind = "pgbouncer"\nversion = "1.18"\n',
        dsn: "postgresql://u@pooler.example.com:6432/app?pgbouncer=true",
      },
      { toml: '[pooler]\nkind = "pgbouncer"\nversion = "1.25"\n', dsn: "postgresql://u@pooler.example.com:6432/app" },
    ],
  },
});

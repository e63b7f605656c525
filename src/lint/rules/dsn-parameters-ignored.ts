import { settingNames } from "../../dsn/parameters.ts";
import { scanDsn } from "../../dsn/parse.ts";
import { isTabular } from "../../mapping/layout.ts";
import { readsParameter, takesUrl } from "../../mapping/url-option.ts";
import { POOL } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "dsn-parameters-ignored",
  severity: "error",
  area: "target",
  since: "0.1.0",
  summary: "Parameters in a connection string that the target ignores",
  why: "If the library gets the string as it is, the string looks configured, but the pool has the library's own defaults.",
  fix: "Set them as options of the library: `poolcfg render` writes them there, and takes them out of the string.",
  source: "https://github.com/prisma/prisma/issues/23423",
  scope: "target",
  settledByRender: true,
  reads: [...POOL, "connection.schema", "connection.url"],
  check({ "connection.url": url }, { target, stated }) {
    if (!isTabular(target!.connection) || !takesUrl(target!)) return;
    const { dsn, driver } = scanDsn(url?.reveal() ?? "");
    const names = settingNames(dsn.params, driver);
    const ignored = ([...POOL, "connection.schema"] as const).flatMap((path) => {
      const param = names.get(path);
      if (param !== undefined && readsParameter(target!, param)) return [];
      const origins = stated(path).flatMap(({ origin }) => (origin.source === "dsn" ? [origin] : []));
      return origins.slice(-1).map((origin) => ({ path, origin, name: param ?? path }));
    });
    const [first] = ignored;
    if (!first) return;
    const those = ignored.length === 1 ? "this setting" : "these settings";
    return {
      at: first.origin,
      message: `${target!.title} ignores ${ignored.map(({ name }) => name).join(", ")} in the connection string`,
      help: `Remove ${ignored.length === 1 ? "it" : "them"} from the string and set ${those} as options: \`poolcfg render --target ${target!.id}\` writes the options.`,
      // a pool with other limits is worse than a query in another schema, which fails at once
      severity: ignored.some(({ path }) => path.startsWith("pool.")) ? "error" : "warning",
    };
  },
  examples: {
    invalid: [
      { dsn: "postgresql://u@localhost/db?connection_limit=5&pool_timeout=20", target: "node-postgres" },
      { env: { DATABASE_URL: "postgresql://u@localhost/db?connection_limit=5" }, target: "prisma@7" },
      { dsn: "postgresql://u@localhost/db?schema=app", target: "prisma@7" },
      { dsn: "postgresql://u@localhost/db?connection_limit=5", target: "rails" },
    ],
    valid: [
      { dsn: "postgresql://u@localhost/db?connection_limit=5", target: "prisma" },
      { dsn: "postgresql://u@localhost/db?application_name=web", target: "node-postgres" },
      // libpq, pgx and tokio-postgres read it there
      { dsn: "postgresql://u@localhost/db?connect_timeout=7", target: "database-sql" },
      { dsn: "postgresql://u@localhost/db?connect_timeout=7", target: "bb8" },
      // it never sees the string
      { dsn: "postgresql://u@localhost/db?connection_limit=5", target: "pgbouncer" },
    ],
  },
});

import type { Value } from "../../codecs/units.ts";
import type { Target } from "../../mapping/define.ts";
import { toFileValue } from "../../mapping/value.ts";
import { FIELDS, type Path } from "../../model/model.ts";
import { isTargetPath, valueAt } from "../../model/paths.ts";
import { settingLine } from "../../model/to-toml.ts";
import { formatValue } from "../../model/words.ts";
import { defineRule } from "../define.ts";
import { IN_URL, ignoredParameters } from "../ignored-parameters.ts";

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
  reads: [...IN_URL, "connection.url"],
  check({ "connection.url": url }, { target, stated, config }) {
    const ignored = ignoredParameters(target!, url?.reveal(), (path) => stated(path).map(({ origin }) => origin));
    const [first] = ignored;
    if (!first) return;
    const instead = ignored.flatMap(({ path }) => inEffect(path, target!));
    const toml = ignored.map(({ path }) =>
      settingLine(path, toFileValue(FIELDS.get(path)!, valueAt(config, path) as Value)),
    );
    return {
      at: first.origin,
      message: `${target!.title} ignores ${ignored.map(({ name }) => name).join(", ")} in the connection string${instead.length === 0 ? "" : `; in effect instead: ${instead.join(", ")}`}`,
      help: `Move ${ignored.length === 1 ? "it" : "them"} to poolcfg.toml (${toml.join(", ")}), and give the library the options that \`poolcfg render --target ${target!.id}\` writes.`,
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

/** What the library does without the setting, in words; nothing if its default is no value. */
function inEffect(path: Path, { fields }: Target): string[] {
  const entry = isTargetPath(path) ? fields[path] : undefined;
  const value = entry?.libraryDefault;
  if (value === undefined || (typeof value === "object" && value !== null)) return [];
  if (path === "pool.max") return [`${String(value)} connections`];
  return [value === null ? `${path} off (no limit)` : `${path} ${formatValue(path, value)}`];
}

import { formatValue } from "../../model/words.ts";
import { defineRule } from "../define.ts";

const PAIRS = [
  ["pooler.kind", "kind"],
  ["pooler.mode", "mode"],
  ["pooler.maxClientConn", "maxClientConn"],
  ["pooler.poolSize", "poolSize"],
  ["pooler.maxPreparedStatements", "maxPreparedStatements"],
] as const;

export default defineRule({
  id: "pooler-not-as-declared",
  severity: "warning",
  area: "server",
  since: "0.1.0",
  summary: "The pooler's settings differ from the config",
  why: "What is rendered and counted goes by the declaration: prepared statements, session settings and limits are then wrong.",
  fix: "Declare what the pooler has, or change the pooler.",
  source: "https://github.com/prisma/prisma/issues/21635",
  scope: "server",
  reads: PAIRS.map(([path]) => path),
  check(values, { isSet, measured: { pooler } }) {
    if (!pooler || values["pooler.kind"] === null) return;
    return PAIRS.flatMap(([path, name]) => {
      const measured = pooler[name];
      // what is not known is not compared
      if (measured === undefined || measured === null || !isSet(path) || measured === (values[path] ?? 0)) return [];
      return {
        at: path,
        message: `${path} is ${formatValue(path, values[path])}, and the pooler has ${measured}`,
        help: `Declare ${typeof measured === "number" ? measured : `"${measured}"`}, or change the pooler.`,
      };
    });
  },
  examples: {
    invalid: [
      { toml: '[pooler]\nkind = "pgbouncer"\nmode = "session"\n', measured: { pooler: {} } },
      { toml: '[pooler]\nkind = "pgbouncer"\npool_size = 20\n', measured: { pooler: { poolSize: 10 } } },
    ],
    valid: [
      { toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\n', measured: { pooler: {} } },
      { toml: '[pooler]\nkind = "pgbouncer"\npool_size = 20\n', measured: { pooler: {} } },
    ],
  },
});

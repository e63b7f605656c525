import { formatDuration } from "../../model/duration.ts";
import { poolerOf } from "../../poolers/in-use.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "idle-outlives-pooler",
  severity: "warning",
  area: "network",
  since: "0.1.0",
  summary: "An idle connection is kept longer than the pooler keeps it",
  why: "The pooler closes the connection while it lies in the pool, and the next query on it fails.",
  fix: "Set `pool.idleTimeout` below the idle limit of the pooler.",
  source: "https://github.com/brettwooldridge/HikariCP/issues/1600",
  reads: ["pool.idleTimeout", "pool.maxLifetime", "pooler.kind"],
  check({ "pool.idleTimeout": idle, "pool.maxLifetime": lifetime }, { config }) {
    const pooler = poolerOf(config);
    const limit = pooler?.idleLimit;
    if (pooler === undefined || limit === undefined) return;
    if ((idle !== null && idle < limit) || (lifetime !== null && lifetime < limit)) return;
    return {
      at: "pool.idleTimeout",
      message: `pool.idleTimeout is ${idle === null ? "off" : formatDuration(idle)}, and ${pooler.title} closes connections that are idle for ${formatDuration(limit)} by default`,
      legal: `pool.idleTimeout below ${formatDuration(limit)}`,
      help: `Set it below ${formatDuration(limit)}.`,
      related: ["pooler.kind"],
    };
  },
  examples: {
    invalid: [{ toml: '[pooler]\nkind = "rds-proxy"\n[pool]\nidle_timeout = "30m"\nmax_lifetime = "1h"\n' }],
    valid: [
      { toml: '[pooler]\nkind = "rds-proxy"\n' },
      { toml: '[pooler]\nkind = "pgbouncer"\n[pool]\nidle_timeout = "30m"\nmax_lifetime = "1h"\n' },
    ],
  },
});

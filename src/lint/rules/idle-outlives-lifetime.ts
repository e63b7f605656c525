import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "idle-outlives-lifetime",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "An idle timeout that the lifetime always ends first",
  why: "Every connection reaches its lifetime before its idle timeout, so the idle timeout does nothing; HikariCP switches it off.",
  fix: 'Set `pool.idleTimeout` below `pool.maxLifetime`, or "off".',
  source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  reads: ["pool.idleTimeout", "pool.maxLifetime"],
  check({ "pool.idleTimeout": idle, "pool.maxLifetime": lifetime }, { isSet }) {
    if (idle === null || lifetime === null || idle < lifetime) return;
    const stated = isSet("pool.idleTimeout");
    if (!stated && !isSet("pool.maxLifetime")) return;
    return {
      at: stated ? "pool.idleTimeout" : "pool.maxLifetime",
      message: `pool.idleTimeout is ${formatDuration(idle)}, and pool.maxLifetime of ${formatDuration(lifetime)} ends every connection before`,
      legal: `pool.idleTimeout below ${formatDuration(lifetime)}, or "off"`,
      help: `Set pool.idleTimeout below ${formatDuration(lifetime)}, or raise pool.maxLifetime.`,
      related: [stated ? "pool.maxLifetime" : "pool.idleTimeout"],
      // a default that has no effect is nobody's mistake
      severity: stated ? "warning" : "info",
    };
  },
  examples: {
    invalid: [
      { toml: '[pool]\nidle_timeout = "30m"\nmax_lifetime = "10m"\n' },
      { toml: '[pool]\nidle_timeout = "1h"\n' },
      { toml: '[pool]\nmax_lifetime = "5m"\n' },
    ],
    valid: [
      { toml: '[pool]\nidle_timeout = "5m"\nmax_lifetime = "10m"\n' },
      { toml: '[pool]\nidle_timeout = "1h"\nmax_lifetime = "off"\n' },
      { toml: "[pool]\nmax = 5\n" },
    ],
  },
});

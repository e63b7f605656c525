import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "leak-threshold-exceeds-lifetime",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "A leak is reported only after the connection's lifetime",
  why: "The purpose of the report is to show connections that are not returned; after the lifetime it comes too late.",
  fix: "Set `observe.leakThreshold` below `pool.maxLifetime`.",
  source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  reads: ["observe.leakThreshold", "pool.maxLifetime"],
  check({ "observe.leakThreshold": leak, "pool.maxLifetime": lifetime }) {
    if (leak === null || lifetime === null || leak <= lifetime) return;
    return {
      at: "observe.leakThreshold",
      message: `observe.leakThreshold is ${formatDuration(leak)}, longer than pool.maxLifetime, which is ${formatDuration(lifetime)}`,
      legal: `up to ${formatDuration(lifetime)}, or "off"`,
      help: `Set it below ${formatDuration(lifetime)}.`,
      related: ["pool.maxLifetime"],
    };
  },
  examples: {
    invalid: [{ toml: '[observe]\nleak_threshold = "1h"\n' }],
    valid: [
      { toml: '[observe]\nleak_threshold = "1m"\n' },
      { toml: '[observe]\nleak_threshold = "1h"\n[pool]\nmax_lifetime = "off"\n' },
    ],
  },
});

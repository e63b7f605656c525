import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "churn-lifetime",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "Connections that are replaced after seconds",
  why: "Each new connection costs the server a process and a round of authentication; under load the pool does little else.",
  fix: "Set `pool.maxLifetime` to 30 s at the least, 30 min as a rule.",
  source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  reads: ["pool.maxLifetime"],
  check({ "pool.maxLifetime": lifetime }) {
    if (lifetime === null || lifetime >= 30_000) return;
    return {
      at: "pool.maxLifetime",
      message: `pool.maxLifetime is ${formatDuration(lifetime)}: connections are replaced all the time`,
      legal: '30s or more, or "off"',
      help: "Set it to 30s at the least, 30m as a rule.",
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nmax_lifetime = "3s"\n' }],
    valid: [{ toml: '[pool]\nmax_lifetime = "30s"\n' }, { toml: '[pool]\nmax_lifetime = "off"\n' }],
  },
});

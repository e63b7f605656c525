import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "churn-idle",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "Idle connections that are closed after seconds",
  why: "The pool closes connections between requests, so most requests wait for a new one.",
  fix: "Set `pool.idleTimeout` to 10 s at the least, minutes as a rule.",
  source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  reads: ["pool.idleTimeout"],
  check({ "pool.idleTimeout": idle }) {
    if (idle === null || idle >= 10_000) return;
    return {
      at: "pool.idleTimeout",
      message: `pool.idleTimeout is ${formatDuration(idle)}: most requests pay for a new connection`,
      legal: '10s or more, or "off"',
      help: "Set it to 10s at the least, minutes as a rule.",
      // some services run well on 5 s to 10 s
      severity: idle < 5_000 ? "warning" : "info",
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nidle_timeout = "1s"\n' }, { toml: '[pool]\nidle_timeout = "8s"\n' }],
    valid: [{ toml: '[pool]\nidle_timeout = "10s"\n' }, { toml: '[pool]\nidle_timeout = "off"\n' }],
  },
});

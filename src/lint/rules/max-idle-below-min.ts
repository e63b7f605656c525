import { defineRule } from "../define.ts";

export default defineRule({
  id: "max-idle-below-min",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "Fewer idle connections than the minimum of the pool",
  why: "The pool closes connections on release, and opens them again to reach its minimum.",
  fix: "Raise `pool.maxIdle` to `pool.min` or more, or lower `pool.min`.",
  source: "https://pkg.go.dev/database/sql#DB.SetMaxIdleConns",
  reads: ["pool.maxIdle", "pool.min", "pool.max"],
  check({ "pool.maxIdle": idle, "pool.min": min, "pool.max": max }, { isSet }) {
    if (idle >= min || !isSet("pool.maxIdle")) return;
    return {
      at: "pool.maxIdle",
      message: `pool.maxIdle is ${idle}, below pool.min, which is ${min}`,
      legal: min <= max ? `${min} to ${max}` : `${min} or more`,
      help: `Set pool.maxIdle to ${min} or more, or lower pool.min.`,
      related: ["pool.min"],
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmin = 5\nmax_idle = 2\n" }],
    valid: [{ toml: "[pool]\nmin = 5\nmax_idle = 5\n" }, { toml: "[pool]\nmin = 5\n" }],
  },
});

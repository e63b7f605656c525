import { defineRule } from "../define.ts";

export default defineRule({
  id: "max-idle-exceeds-max",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "More idle connections than the maximum of the pool",
  why: "Go's database/sql lowers it silently; elsewhere it has no effect. One of the two numbers is wrong.",
  fix: "Lower `pool.maxIdle`, or raise `pool.max`.",
  source: "https://pkg.go.dev/database/sql#DB.SetMaxIdleConns",
  reads: ["pool.maxIdle", "pool.max"],
  check({ "pool.maxIdle": idle, "pool.max": max }, { replace }) {
    if (idle <= max) return;
    return {
      at: "pool.maxIdle",
      message: `pool.maxIdle is ${idle}, above pool.max, which is ${max}`,
      legal: `0 to ${max}`,
      help: `Set pool.maxIdle to ${max} or less, or raise pool.max.`,
      related: ["pool.max"],
      edits: replace("pool.maxIdle", max),
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmax = 5\nmax_idle = 8\n" }, { toml: "[pool]\nmax_idle = 11\n" }],
    valid: [{ toml: "[pool]\nmax = 5\nmax_idle = 5\n" }, { toml: "[pool]\nmax = 50\n" }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "min-exceeds-max",
  severity: "error",
  area: "relation",
  since: "0.1.0",
  summary: "The minimum of the pool exceeds its maximum",
  why: "Libraries differ: knex refuses to start, node-postgres accepts it and never closes an idle connection.",
  fix: "Lower `pool.min`, or raise `pool.max`.",
  source: "https://github.com/knex/knex/issues/1748",
  reads: ["pool.min", "pool.max"],
  check(values, { isSet }) {
    const { "pool.min": min, "pool.max": max } = values;
    if (min <= max) return;
    return {
      at: isSet("pool.min") ? "pool.min" : "pool.max",
      message: `pool.min is ${min}, above pool.max, which is ${max}`,
      legal: `0 to ${max}`,
      help: "Lower pool.min, or raise pool.max.",
      related: ["pool.max"],
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmin = 5\nmax = 2\n" }, { toml: "[pool]\nmin = 11\n" }],
    valid: [{ toml: "[pool]\nmin = 5\nmax = 5\n" }, { toml: "[pool]\nmax = 1\n" }],
  },
});

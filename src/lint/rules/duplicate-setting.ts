import { defineRule } from "../define.ts";

export default defineRule({
  id: "duplicate-setting",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A setting that is set twice in the same source",
  why: "The setting has two values under different names, and the order of the lines decides which one applies.",
  fix: "Keep one of them.",
  source: "https://github.com/knex/knex/issues/5379",
  examples: {
    invalid: [{ toml: "[pool]\nmaxIdle = 5\nmax_idle = 6\n" }, { toml: "[pool]\nmax = 5\nmax_connections = 6\n" }],
    valid: [{ toml: "[pool]\nmax_idle = 5\n" }, { toml: "[pool]\nmax = 5\n[profiles.test.pool]\nmax = 6\n" }],
  },
});

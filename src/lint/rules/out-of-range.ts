import { defineRule } from "../define.ts";

export default defineRule({
  id: "out-of-range",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A number outside the range of the setting",
  why: "pg-pool turns a size of 0 into 10, and never serves a caller if the size is negative. Neither is an error there.",
  fix: "Set it within the range in the message.",
  source: "https://github.com/brianc/node-postgres/blob/master/packages/pg-pool/index.js",
  examples: {
    invalid: [{ toml: "[pool]\nmax = 0\n" }, { toml: "[pool]\nmin = -1\n" }, { env: { POOL_MAX: "-1" } }],
    valid: [{ toml: "[pool]\nmax = 1\nmin = 0\n" }],
  },
});

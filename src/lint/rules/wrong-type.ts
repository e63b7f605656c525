import { defineRule } from "../define.ts";

export default defineRule({
  id: "wrong-type",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A value of the wrong type",
  why: 'Libraries read such a value differently: postgres.js makes a pool of 1 of the text "20", pg-pool one of 10 of NaN.',
  fix: "Write the value as in the message; `poolcfg explain` shows what a setting accepts.",
  source: "https://github.com/TryGhost/knex-migrator/issues/99",
  examples: {
    invalid: [
      { toml: '[pool]\nmax = "twenty"\n' },
      { toml: '[pool]\nmax = "20"\n' },
      { toml: '[pool]\nidle_timeout = "10 minutes"\n' },
      { env: { POOL_MAX: "many" } },
    ],
    valid: [{ toml: "[pool]\nmax = 20\n" }, { env: { POOL_MAX: "20" } }],
  },
});

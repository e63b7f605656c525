import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-key",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A setting that poolcfg does not know",
  why: "A misspelt setting does nothing: the default applies silently. Most libraries ignore unknown keys.",
  fix: "Correct the spelling, or remove the key. `poolcfg explain pool` and `poolcfg schema` list the keys.",
  source: "https://github.com/Vincit/tarn.js/issues/19",
  examples: {
    invalid: [{ toml: "[pool]\nmaxx = 5\n" }, { toml: "[poool]\nmax = 5\n" }],
    valid: [{ toml: "[pool]\nmax = 5\n" }, { toml: "[pool]\nmax_idle = 5\n" }],
  },
});

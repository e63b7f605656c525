import { defineRule } from "../define.ts";

export default defineRule({
  id: "empty-section",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "An empty section",
  why: "A section with only comments sets nothing: every setting in it has its default.",
  fix: "Remove it, or put settings into it.",
  source: "https://yaml.org/spec/1.2.2/#103-core-schema",
  examples: {
    invalid: [
      { toml: "pool:\n  # max: 20\n", file: "poolcfg.yaml" },
      { toml: '{ "pool": null }\n', file: "poolcfg.json" },
    ],
    valid: [{ toml: "pool:\n  max: 20\n", file: "poolcfg.yaml" }, { toml: "[pool]\nmax = 20\n" }],
  },
});

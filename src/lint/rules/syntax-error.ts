import { defineRule } from "../define.ts";

export default defineRule({
  id: "syntax-error",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A text that cannot be parsed",
  why: "Nothing in the file can be read, so none of its settings apply.",
  fix: "Correct the text at the location in the message.",
  source: "https://toml.io/en/v1.0.0",
  examples: {
    invalid: [{ toml: "[pool\nmax = 5\n" }, { toml: '{ "pool": { "max": } }\n', file: "poolcfg.json" }],
    valid: [{ toml: "[pool]\nmax = 5\n" }],
  },
});

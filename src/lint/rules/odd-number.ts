import { defineRule } from "../define.ts";

export default defineRule({
  id: "odd-number",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "A number in a notation that is easily misread",
  why: "A leading zero is octal in one version of YAML and decimal in the next; 1:30 is 90 in one and text in the other.",
  fix: "Write the number in plain decimal.",
  source: "https://yaml.org/spec/1.2.2/#103-core-schema",
  examples: {
    invalid: [{ toml: "pool:\n  max: 010\n", file: "poolcfg.yaml" }],
    valid: [{ toml: "pool:\n  max: 10\n", file: "poolcfg.yaml" }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "shadowed-config",
  severity: "warning",
  area: "shape",
  since: "0.2.0",
  summary: "A second config file in the same folder, which is not read",
  why: "Only one file is read, and a change to the other one has no effect.",
  fix: "Keep one of them.",
  source: "https://eslint.org/docs/latest/use/configure/configuration-files-deprecated",
  examples: { invalid: [], valid: [{ toml: "[pool]\nmax = 5\n" }] },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "cyclic-extends",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "Config files that extend one another in a cycle",
  why: "No file in the cycle comes first, so it is not defined whose values apply.",
  fix: "Take one of the `extends` out.",
  source: "https://www.typescriptlang.org/tsconfig/#extends",
  examples: {
    invalid: [{ toml: 'extends = "poolcfg.toml"\n' }],
    valid: [{ toml: "[pool]\nmax = 5\n" }],
  },
});

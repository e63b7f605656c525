import { defineRule } from "../define.ts";

export default defineRule({
  id: "cyclic-extends",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "Config files that extend one another in a circle",
  why: "No file of the circle comes first, so nothing says whose values hold.",
  fix: "Take one of the `extends` out.",
  source: "https://www.typescriptlang.org/tsconfig/#extends",
  examples: {
    invalid: [{ toml: 'extends = "poolcfg.toml"\n' }],
    valid: [{ toml: "[pool]\nmax = 5\n" }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "unreadable-extends",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A file to extend that cannot be read",
  why: "The settings of that file are missing, and the defaults apply instead.",
  fix: "Correct the path: it is relative to the file with the `extends`.",
  source: "https://www.typescriptlang.org/tsconfig/#extends",
  examples: {
    invalid: [{ toml: 'extends = "missing.toml"\n' }],
    valid: [{ toml: "[pool]\nmax = 5\n" }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "too-many-aliases",
  severity: "error",
  area: "security",
  since: "0.1.0",
  summary: "Aliases that expand to far more than the file contains",
  why: "Aliases of aliases are how a file of a few lines fills the memory of the program that reads it.",
  fix: "Write the values out.",
  source: "https://en.wikipedia.org/wiki/Billion_laughs_attack",
  examples: {
    invalid: [
      {
        toml: [
          "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
          "a1: &a1 [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]",
          "a2: &a2 [*a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1]",
          "a3: &a3 [*a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2]",
          "a4: &a4 [*a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3]",
          "a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]",
          "a6: &a6 [*a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5]",
          "a7: &a7 [*a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6]",
          "a8: &a8 [*a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7]",
          "",
        ].join("\n"),
        file: "poolcfg.yaml",
      },
    ],
    valid: [{ toml: "pool: &main\n  max: 5\nprofiles:\n  test:\n    pool: *main\n", file: "poolcfg.yaml" }],
  },
});

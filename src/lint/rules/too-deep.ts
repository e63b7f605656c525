import { defineRule } from "../define.ts";

export default defineRule({
  id: "too-deep",
  severity: "error",
  area: "security",
  since: "0.1.0",
  summary: "Tables nested deeper than any config needs",
  why: "Nesting without end is how a small file exhausts the stack of the program that reads it.",
  fix: "Flatten it: the deepest setting has four levels.",
  source: "https://cwe.mitre.org/data/definitions/674.html",
  examples: {
    invalid: [
      {
        toml: '{ "pool": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }\n',
        file: "poolcfg.json",
      },
    ],
    valid: [{ toml: '{ "pool": { "max": 5 } }\n', file: "poolcfg.json" }],
  },
});

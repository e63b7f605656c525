import { defineRule } from "../define.ts";

export default defineRule({
  id: "forbidden-key",
  severity: "error",
  area: "security",
  since: "0.1.0",
  summary: "A key that could change objects it does not belong to",
  why: "Keys such as `__proto__` are how a config file reaches into the program that reads it.",
  fix: "Remove the key.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html",
  examples: {
    invalid: [{ toml: '{ "pool": { "__proto__": { "max": 5 } } }\n', file: "poolcfg.json" }],
    valid: [{ toml: '{ "pool": { "max": 5 } }\n', file: "poolcfg.json" }],
  },
});

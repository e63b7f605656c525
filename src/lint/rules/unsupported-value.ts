import { defineRule } from "../define.ts";

export default defineRule({
  id: "unsupported-value",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A value of an unsupported type",
  why: "Dates, tags and similar values have no meaning for a pool, and parsers read them differently.",
  fix: "Write text, a number, true or false, a list or a table.",
  source: "https://yaml.org/spec/1.2.2/#24-tags",
  examples: {
    invalid: [{ toml: 'pool:\n  max: !!js/function "x"\n', file: "poolcfg.yaml" }],
    valid: [{ toml: "pool:\n  max: 10\n", file: "poolcfg.yaml" }],
  },
});

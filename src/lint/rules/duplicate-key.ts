import { defineRule } from "../define.ts";

export default defineRule({
  id: "duplicate-key",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A key that is set twice in the same table",
  why: "Parsers differ: one takes the first, another the last, a third refuses the file.",
  fix: "Keep one of them.",
  source: "https://www.rfc-editor.org/rfc/rfc8259#section-4",
  examples: {
    invalid: [
      { toml: '{ "pool": { "max": 5, "max": 6 } }\n', file: "poolcfg.json" },
      { toml: "pool:\n  max: 5\n  max: 6\n", file: "poolcfg.yaml" },
    ],
    valid: [{ toml: '{ "pool": { "max": 5 } }\n', file: "poolcfg.json" }],
  },
});

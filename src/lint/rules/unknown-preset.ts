import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-preset",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A preset that does not exist",
  why: "Its settings are missing, and the defaults apply instead.",
  fix: "Use one of the presets in the message.",
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html",
  examples: {
    invalid: [{ toml: 'preset = "produktion"\n' }],
    valid: [{ toml: 'preset = "production"\n' }],
  },
});

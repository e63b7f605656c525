import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-preset",
  severity: "error",
  area: "shape",
  since: "0.1.0",
  summary: "A preset that does not exist",
  why: "Its settings are missing, and the defaults hold in their place.",
  fix: "Name one of the presets that the message lists.",
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html",
  examples: {
    invalid: [{ toml: 'preset = "produktion"\n' }],
    valid: [{ toml: 'preset = "production"\n' }],
  },
});

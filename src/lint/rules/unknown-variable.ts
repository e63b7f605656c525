import { defineRule } from "../define.ts";

export default defineRule({
  id: "unknown-variable",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "A variable that is almost the name of a setting",
  why: "A misspelt variable does nothing: the default applies silently.",
  fix: "Correct the name, or remove the variable.",
  source: "https://github.com/Vincit/tarn.js/issues/19",
  examples: {
    invalid: [{ env: { POOL_MAXX: "5" } }, { dotenv: "POOL_IDLE_TIMEOU=10m\n" }],
    valid: [{ env: { POOL_MAX: "5" } }, { env: { POOL_PARTY: "yes" } }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "empty-value",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "A variable, or a key, that is there and holds nothing",
  why: "A variable that a deploy template left empty looks configured; the next lower source or the default holds.",
  fix: "Give the variable a value, or do not set it.",
  source: "https://12factor.net/config",
  examples: {
    invalid: [{ env: { POOL_MAX: "" } }, { dotenv: "POOL_IDLE_TIMEOUT=\n" }],
    valid: [{ env: { POOL_MAX: "5" } }, { dotenv: "POOL_IDLE_TIMEOUT=10m\n" }],
  },
});

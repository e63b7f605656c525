import { defineRule } from "../define.ts";

export default defineRule({
  id: "empty-value",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "A variable or key without a value",
  why: "A variable that a deploy template left empty looks configured, but the source with the next lower precedence, or the default, applies.",
  fix: "Give the variable a value, or do not set it.",
  source: "https://12factor.net/config",
  examples: {
    invalid: [{ env: { POOL_MAX: "" } }, { dotenv: "POOL_IDLE_TIMEOUT=\n" }],
    valid: [{ env: { POOL_MAX: "5" } }, { dotenv: "POOL_IDLE_TIMEOUT=10m\n" }],
  },
});

import { defineRule } from "../define.ts";

export default defineRule({
  id: "stale-baseline",
  severity: "info",
  area: "shape",
  since: "0.1.0",
  summary: "An entry of the baseline that matches no finding",
  why: "The problem is fixed; an entry that stays would hide it if it came back.",
  fix: "Write the baseline again: `poolcfg validate --baseline FILE --write-baseline`.",
  source: "https://docs.astral.sh/ruff/rules/unused-noqa/",
  examples: { invalid: [], valid: [{ toml: "[pool]\nmax = 20\n" }] },
});

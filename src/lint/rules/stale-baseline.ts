import { defineRule } from "../define.ts";

export default defineRule({
  id: "stale-baseline",
  severity: "info",
  area: "shape",
  since: "0.1.0",
  summary: "An entry of the baseline that nothing matches any more",
  why: "The fault is mended; an entry that stays lets the same fault come back unseen.",
  fix: "Write the baseline again: `poolcfg validate --baseline FILE --write-baseline`.",
  source: "https://docs.astral.sh/ruff/rules/unused-noqa/",
  examples: { invalid: [], valid: [{ toml: "[pool]\nmax = 20\n" }] },
});

import { defineRule } from "../define.ts";
import { FLEET, reports } from "../fleet.ts";

export default defineRule({
  id: "fleet-exceeds-budget-in-surge",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "During a deploy, more connections than the budget allows",
  why: "Old and new instances run side by side for a minute, each with its full pool; deploys fail, and only deploys.",
  fix: "Lower `pool.max`, or replace fewer instances at a time during a deploy.",
  source: "https://github.com/kortix-ai/suna/issues/6722",
  scope: "config",
  reads: FLEET,
  check: reports("budget-in-surge"),
  examples: {
    invalid: [
      { toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 4\nsurge = 1\n[pool]\nmax = 17\n" },
      { toml: '[server]\nmax_connections = 100\n[deployment]\ninstances = 4\nsurge = "25%"\n[pool]\nmax = 17\n' },
    ],
    valid: [{ toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 4\nsurge = 1\n[pool]\nmax = 16\n" }],
  },
});

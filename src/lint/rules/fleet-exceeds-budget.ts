import { defineRule } from "../define.ts";
import { FLEET, reports } from "../fleet.ts";

export default defineRule({
  id: "fleet-exceeds-budget",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "All instances together may open more connections than the budget allows",
  why: "Connections over the budget are missing for migrations, people and the next service. The server rejects the last clients to connect.",
  fix: "Lower `pool.max` or the number of instances, or raise `max_connections`.",
  source: "https://github.com/Vexa-ai/vexa/issues/529",
  scope: "config",
  reads: FLEET,
  check: reports("budget"),
  examples: {
    invalid: [
      { toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 4\n[pool]\nmax = 21\n" },
      { toml: "[deployment]\ninstances = 4\n[pool]\nmax = 21\n" },
    ],
    valid: [
      { toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 4\n[pool]\nmax = 20\n" },
      { toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 4\nsurge = 1\n[pool]\nmax = 17\n" },
      { toml: '[pooler]\nkind = "pgbouncer"\n[pool]\nmax = 85\n' },
    ],
  },
});

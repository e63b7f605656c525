import { defineRule } from "../define.ts";
import { FLEET, reports } from "../fleet.ts";

export default defineRule({
  id: "fleet-exceeds-limit",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "All instances together may open more connections than the server has",
  why: 'The server refuses what is above its limit with "sorry, too many clients already", at the moment of the greatest load.',
  fix: "Lower `pool.max` or the number of instances, put a pooler between, or raise `max_connections`.",
  source: "https://github.com/hushh-labs/hushh-research/issues/5872",
  scope: "config",
  reads: FLEET,
  check: reports("limit"),
  examples: {
    invalid: [
      { toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 5\n[pool]\nmax = 20\n" },
      { toml: '[server]\nmax_connections = 100\n[deployment]\ninstances = 4\nsurge = "50%"\n[pool]\nmax = 20\n' },
      { toml: "[pool]\nmax = 98\n" },
    ],
    valid: [{ toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 4\n[pool]\nmax = 20\n" }],
  },
});

import { fleetOf, limitOf, totalOf } from "../../model/capacity.ts";
import { checkCapacity, sum } from "../../model/capacity-result.ts";
import { defineRule } from "../define.ts";
import { FLEET, placeOf } from "../fleet.ts";

export default defineRule({
  id: "capacity-no-reserve",
  severity: "warning",
  area: "capacity",
  since: "0.1.0",
  summary: "The pools together may take every connection that the server has",
  why: "If something is wrong, nobody can connect to investigate: no migration, no cron job, no person.",
  fix: "Set `deployment.otherConnections`, and leave room for it.",
  source: "https://github.com/Vexa-ai/vexa/pull/610",
  scope: "config",
  reads: FLEET,
  check(values, { config, isSet }) {
    const others = values["deployment.otherConnections"];
    if (others > 0 || values["pooler.kind"] !== null || checkCapacity(config, false)) return;
    const fleet = fleetOf(config);
    const total = totalOf(fleet);
    const left = limitOf(config.server) - total.inSurge;
    if (left >= 3) return;
    return {
      at: placeOf(isSet),
      message: `${sum(fleet, total, total.extra > 0)}, which leaves ${left === 0 ? "none" : left} of the ${limitOf(config.server)} connections that the server has for ordinary roles`,
      help: "Lower pool.max or server.budget, and set deployment.otherConnections for migrations, cron jobs and people.",
    };
  },
  examples: {
    invalid: [
      { toml: '[server]\nmax_connections = 100\nbudget = "100%"\n[deployment]\ninstances = 4\n[pool]\nmax = 24\n' },
      {
        toml: '[server]\nmax_connections = 100\nreserved = 0\nbudget = "100%"\n[deployment]\ninstances = 5\n[pool]\nmax = 20\n',
      },
    ],
    valid: [
      { toml: "[server]\nmax_connections = 100\n[deployment]\ninstances = 4\n[pool]\nmax = 20\n" },
      {
        toml: '[server]\nmax_connections = 100\nbudget = "100%"\n[deployment]\ninstances = 4\nother_connections = 5\n[pool]\nmax = 23\n',
      },
    ],
  },
});

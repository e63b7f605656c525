import { fleetOf, totalOf } from "../../model/capacity.ts";
import { sum } from "../../model/capacity-result.ts";
import { pairsOf, poolerOf } from "../../poolers/in-use.ts";
import { defineRule } from "../define.ts";
import { FLEET, placeOf } from "../fleet.ts";

export default defineRule({
  id: "fleet-exceeds-session-pooler",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "In session mode, more client connections than the pooler has for the server",
  why: "In session mode an idle client keeps its server connection, so the pools of the services take all, and the next one waits.",
  fix: "Use transaction mode, or lower `pool.max`, or raise `pooler.poolSize`.",
  source: "https://www.pgbouncer.org/features.html",
  scope: "config",
  reads: [...FLEET, "pooler.mode", "pooler.poolSize"],
  check({ "pooler.mode": mode, "pooler.poolSize": stated }, { config, isSet }) {
    const pooler = poolerOf(config);
    const size = stated ?? (isSet("pooler.poolSize") ? undefined : pooler?.poolSize);
    if (pooler === undefined || mode !== "session" || size === undefined) return;
    const pairs = pairsOf(config);
    const fleet = fleetOf(config);
    const total = totalOf(fleet);
    if (total.inSurge <= size * pairs) return;
    const assumed = stated === null;
    return {
      at: placeOf(isSet),
      message: `${sum(fleet, total, total.extra > 0)}, more than the ${size * pairs} server connections that ${pooler.title} may open${assumed ? " by default" : ""}; in session mode each client uses one`,
      help: "Use transaction mode, lower pool.max, or raise pooler.poolSize.",
      ...(assumed && { severity: "warning" as const }),
    };
  },
  examples: {
    invalid: [
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "session"\npool_size = 20\n[deployment]\ninstances = 4\n[pool]\nmax = 10\n',
      },
      { toml: '[pooler]\nkind = "pgbouncer"\nmode = "session"\n[deployment]\ninstances = 4\n[pool]\nmax = 10\n' },
    ],
    valid: [
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "session"\npool_size = 40\n[deployment]\ninstances = 4\n[pool]\nmax = 10\n',
      },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmode = "transaction"\npool_size = 20\n[deployment]\ninstances = 4\n[pool]\nmax = 10\n',
      },
    ],
  },
});

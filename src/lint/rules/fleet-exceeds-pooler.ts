import { fleetOf, totalOf } from "../../model/capacity.ts";
import { sum } from "../../model/capacity-result.ts";
import { poolerOf } from "../../poolers/in-use.ts";
import { defineRule } from "../define.ts";
import { FLEET, placeOf } from "../fleet.ts";

export default defineRule({
  id: "fleet-exceeds-pooler",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "All instances together may open more connections than the pooler accepts",
  why: "The pooler rejects the last clients to connect, with an error that looks like that of a full server, while the server is idle.",
  fix: "Raise `max_client_conn` of the pooler, or lower `pool.max` or the number of instances.",
  source: "https://github.com/pgbouncer/pgbouncer/issues/293",
  scope: "config",
  reads: [...FLEET, "pooler.maxClientConn"],
  check({ "pooler.maxClientConn": stated }, { config, isSet }) {
    const pooler = poolerOf(config);
    const most = stated ?? (isSet("pooler.maxClientConn") ? undefined : pooler?.maxClientConn);
    if (pooler === undefined || most === undefined) return;
    const fleet = fleetOf(config);
    const total = totalOf(fleet);
    if (total.inSurge <= most) return;
    const assumed = stated === null;
    return {
      at: placeOf(isSet),
      message: `${sum(fleet, total, total.extra > 0)}, more than the ${most} clients that ${pooler.title} accepts${assumed ? ", by default" : ""}`,
      help: `Raise max_client_conn of the pooler${assumed ? ", and set pooler.maxClientConn" : ""}, or lower pool.max.`,
      ...(assumed && { severity: "warning" as const }),
    };
  },
  examples: {
    invalid: [
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmax_client_conn = 200\n[deployment]\ninstances = 30\n[pool]\nmax = 10\n',
      },
      { toml: '[pooler]\nkind = "pgbouncer"\n[deployment]\ninstances = 30\n[pool]\nmax = 10\n' },
      {
        fleet: {
          "fleet.toml":
            '[servers.main]\nmax_connections = 100\n[servers.main.pooler]\nkind = "pgbouncer"\nmax_client_conn = 100\n[services.api]\npool = 20\ninstances = 6\n',
        },
      },
    ],
    valid: [
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmax_client_conn = 1000\n[deployment]\ninstances = 30\n[pool]\nmax = 10\n',
      },
      { toml: '[pooler]\nkind = "pgcat"\n[deployment]\ninstances = 30\n[pool]\nmax = 10\n' },
      {
        toml: '[pooler]\nkind = "pgbouncer"\nmax_client_conn = "off"\n[deployment]\ninstances = 30\n[pool]\nmax = 10\n',
      },
      {
        fleet: {
          "fleet.toml":
            '[servers.main]\nmax_connections = 100\n[servers.main.pooler]\nkind = "pgbouncer"\nmax_client_conn = 200\n[services.api]\npool = 20\ninstances = 6\n',
        },
      },
    ],
  },
});

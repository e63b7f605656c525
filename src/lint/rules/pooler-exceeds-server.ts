import { limitOf } from "../../model/capacity.ts";
import { pairsOf } from "../../poolers/in-use.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "pooler-exceeds-server",
  severity: "error",
  area: "capacity",
  since: "0.1.0",
  summary: "The pooler may open more connections than the server has",
  why: "Clients of the pooler wait for server connections that are refused, and so are all other clients of the server.",
  fix: "Lower `pooler.poolSize`, or raise `max_connections`.",
  source: "https://github.com/pgbouncer/pgbouncer/issues/130",
  scope: "config",
  reads: ["pooler.kind", "pooler.poolSize", "server.maxConnections", "server.reserved", "deployment.otherConnections"],
  check({ "pooler.kind": kind, "pooler.poolSize": size, ...values }, { config, isSet }) {
    if (kind === null || size === null || !isSet("pooler.poolSize")) return;
    const pairs = pairsOf(config);
    const others = values["deployment.otherConnections"];
    const limit = limitOf(config.server);
    const assumed = !isSet("server.maxConnections");
    if (size * pairs + others <= limit) return;
    const sum = `${size} connections${pairs > 1 ? ` x ${pairs} pairs of user and database` : ""}${others > 0 ? ` + ${others} other` : ""}`;
    return {
      at: "pooler.poolSize",
      message: `${sum} = ${size * pairs + others}, more than the ${limit} that the server has for it (max_connections ${values["server.maxConnections"]}${assumed ? ", assumed" : ""}, ${values["server.reserved"]} reserved)`,
      help: `The largest pooler.poolSize that fits is ${Math.max(0, Math.floor((limit - others) / pairs))}.${assumed ? " If the server accepts more, set server.maxConnections." : ""}`,
      ...(assumed && { severity: "warning" as const }),
    };
  },
  examples: {
    invalid: [
      { toml: '[pooler]\nkind = "pgbouncer"\npool_size = 150\n[server]\nmax_connections = 100\n' },
      { toml: '[pooler]\nkind = "pgbouncer"\npool_size = 150\n' },
      {
        toml: '[pooler]\nkind = "pgbouncer"\npool_size = 60\n[server]\nmax_connections = 100\n[connection]\nuser = "app"\n[pools.reports.connection]\nuser = "reports"\n',
      },
    ],
    valid: [
      { toml: '[pooler]\nkind = "pgbouncer"\npool_size = 60\n[server]\nmax_connections = 100\n' },
      { toml: '[pooler]\nkind = "pgbouncer"\n[server]\nmax_connections = 10\n' },
    ],
  },
});

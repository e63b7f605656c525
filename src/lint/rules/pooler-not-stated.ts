import { POOLER_PORTS, poolerAt } from "../../poolers/hosts.ts";
import { defineRule } from "../define.ts";
import { FLEET } from "../fleet.ts";

export default defineRule({
  id: "pooler-not-stated",
  severity: "info",
  area: "network",
  since: "0.1.0",
  summary: "The host or port is that of a pooler, and no pooler is set",
  why: "The fleet is then checked against the server instead of the pooler, and what the pooler does not support is not reported.",
  fix: "State `pooler.kind` and `pooler.mode`.",
  source: "https://github.com/thunderbird/tbpro-add-on/issues/1138",
  reads: [...FLEET, "connection.host", "connection.port"],
  check({ "connection.host": host, "connection.port": port, "pooler.kind": kind }, { isSet }) {
    if (kind !== null || isSet("pooler.kind")) return;
    const pooler = poolerAt(host);
    const byPort = String(port ?? "")
      .split(",")
      .find((one) => POOLER_PORTS.includes(Number(one)));
    if (pooler === undefined && byPort === undefined) return;
    return {
      at: pooler ? "connection.host" : "connection.port",
      message: pooler
        ? `The host is a pooler (${pooler.estimate.title}), and pooler.kind is not set`
        : `connection.port is ${byPort}, where poolers listen, and pooler.kind is not set`,
      help: 'Set pooler.kind and pooler.mode; or pooler.kind = "off" if there is none.',
    };
  },
  examples: {
    invalid: [
      { dsn: "postgresql://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app" },
      { toml: '[connection]\nhost = "db.example.com"\nport = 6432\n' },
    ],
    valid: [
      { dsn: "postgresql://u@ep-cool-1.eu-central-1.aws.neon.tech/app" },
      { toml: '[connection]\nhost = "db.example.com"\nport = 6432\n[pooler]\nkind = "pgbouncer"\n' },
      { toml: '[connection]\nhost = "db.example.com"\nport = 6432\n[pooler]\nkind = "off"\n' },
    ],
  },
});

import { providerOf, rangeOf } from "../../poolers/providers.ts";
import { defineRule } from "../define.ts";
import { FLEET } from "../fleet.ts";

export default defineRule({
  id: "server-limit-assumed",
  severity: "info",
  area: "capacity",
  since: "0.1.0",
  summary: "A fleet is checked against PostgreSQL's default limit",
  why: "A fleet was sized for 400 connections that were inferred; the server took 100, and refused 900 logins in an hour.",
  fix: "State `server.maxConnections`, as `SHOW max_connections` gives it.",
  source: "https://github.com/hushh-labs/hushh-research/issues/5872",
  scope: "config",
  reads: [...FLEET, "connection.host"],
  check({ "server.maxConnections": most, "pooler.kind": pooler, "connection.host": host }, { isSet }) {
    const deployed = FLEET.find((path) => path.startsWith("deployment.") && isSet(path));
    if (pooler !== null || isSet("server.maxConnections") || deployed === undefined) return;
    const provider = providerOf(host);
    return {
      at: "server.maxConnections",
      message: `server.maxConnections is not set: the fleet is checked against ${most}, PostgreSQL's default`,
      help: `State what \`SHOW max_connections\` gives.${provider ? ` ${rangeOf(provider)}.` : ""}`,
      related: [deployed],
    };
  },
  examples: {
    invalid: [{ toml: "[deployment]\ninstances = 3\n[pool]\nmax = 10\n" }],
    valid: [
      { toml: "[deployment]\ninstances = 3\n[server]\nmax_connections = 100\n" },
      { toml: '[deployment]\ninstances = 3\n[pooler]\nkind = "pgbouncer"\n' },
      { toml: "[pool]\nmax = 10\n" },
    ],
  },
});

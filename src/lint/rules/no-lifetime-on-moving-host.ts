import { networksOf } from "../../poolers/networks.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "no-lifetime-on-moving-host",
  severity: "warning",
  area: "network",
  since: "0.1.0",
  summary: "Connections without an end to a name whose servers change",
  why: "After a failover, or when readers are added, connections stay with the server that they were made to.",
  fix: "Set `pool.maxLifetime` to minutes.",
  source: "https://github.com/brianc/node-postgres/issues/2157",
  reads: ["connection.host", "pool.maxLifetime"],
  check({ "connection.host": host, "pool.maxLifetime": lifetime }) {
    const network = networksOf(host).find(({ moves }) => moves);
    if (network === undefined || lifetime !== null) return;
    return {
      at: "pool.maxLifetime",
      message: `pool.maxLifetime is off, and the host is ${network.title}: connections stay with a server after it was replaced`,
      help: 'Set it to minutes, such as "30m".',
      related: ["connection.host"],
    };
  },
  examples: {
    invalid: [
      {
        toml: '[connection]\nhost = "shop.cluster-ro-abc123.eu-west-1.rds.amazonaws.com"\n[pool]\nmax_lifetime = "off"\n',
      },
    ],
    valid: [
      { toml: '[connection]\nhost = "shop.cluster-ro-abc123.eu-west-1.rds.amazonaws.com"\n' },
      { toml: '[connection]\nhost = "shop.abc123.eu-west-1.rds.amazonaws.com"\n[pool]\nmax_lifetime = "off"\n' },
    ],
  },
});

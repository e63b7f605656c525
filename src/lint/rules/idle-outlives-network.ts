import { formatDuration } from "../../model/duration.ts";
import { networksOf } from "../../poolers/networks.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "idle-outlives-network",
  severity: "warning",
  area: "network",
  since: "0.1.0",
  summary: "An idle connection is kept longer than the network to this host keeps it",
  why: "A load balancer, NAT or firewall drops an idle connection silently, and the next query on it hangs or fails.",
  fix: "Set `pool.idleTimeout`, or `pool.keepAlive`, below what the network allows.",
  source: "https://aws.amazon.com/about-aws/whats-new/2024/09/aws-network-load-balancer-tcp-idle-timeout",
  reads: ["connection.host", "pool.idleTimeout", "pool.keepAlive"],
  check({ "connection.host": host, "pool.idleTimeout": idle, "pool.keepAlive": keepAlive }) {
    const network = networksOf(host).find(({ idleLimit }) => idleLimit !== undefined);
    const limit = network?.idleLimit;
    if (network === undefined || limit === undefined) return;
    if ((idle !== null && idle < limit) || (keepAlive !== null && keepAlive < limit)) return;
    return {
      at: "pool.idleTimeout",
      message: `pool.idleTimeout is ${idle === null ? "off" : formatDuration(idle)}, no keep-alive comes before it, and the host is ${network.title}: it drops what is silent for ${formatDuration(limit)}`,
      legal: `pool.idleTimeout or pool.keepAlive below ${formatDuration(limit)}`,
      help: `Set pool.keepAlive to "30s", or pool.idleTimeout below ${formatDuration(limit)}.`,
      related: ["pool.keepAlive", "connection.host"],
    };
  },
  examples: {
    invalid: [
      {
        toml: '[connection]\nhost = "db-1234.elb.eu-west-1.amazonaws.com"\n[pool]\nidle_timeout = "10m"\nkeep_alive = "off"\n',
      },
      { toml: '[pool]\nkeep_alive = "off"\n', dsn: "postgresql://u@shop.postgres.database.azure.com/app" },
    ],
    valid: [
      { toml: '[connection]\nhost = "db-1234.elb.eu-west-1.amazonaws.com"\n' },
      {
        toml: '[connection]\nhost = "db-1234.elb.eu-west-1.amazonaws.com"\n[pool]\nidle_timeout = "5m"\nkeep_alive = "off"\n',
      },
      { toml: '[connection]\nhost = "db.example.com"\n[pool]\nkeep_alive = "off"\n' },
    ],
  },
});

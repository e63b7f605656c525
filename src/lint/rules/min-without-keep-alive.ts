import { isLocal } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "min-without-keep-alive",
  severity: "info",
  area: "network",
  since: "0.1.0",
  summary: "Connections that are kept for ever, and that nothing keeps alive",
  why: "The idle timeout does not close the minimum number of connections; if the network drops one, the next query on it hangs.",
  fix: "Set `pool.keepAlive`, or `pool.maxLifetime`, or `pool.min` to 0.",
  source: "https://github.com/ether/ueberDB/issues/998",
  reads: ["pool.min", "pool.keepAlive", "pool.maxLifetime", "connection.host"],
  check({ "pool.min": min, "pool.keepAlive": keepAlive, "pool.maxLifetime": lifetime, "connection.host": host }) {
    if (min === 0 || keepAlive !== null || lifetime !== null) return;
    if (host === undefined || host.split(",").every(isLocal)) return;
    return {
      at: "pool.min",
      message: `pool.min is ${min} with neither keep-alive nor a lifetime: ${min === 1 ? "one connection is" : `${min} connections are`} kept for ever, and nothing notices when the network drops ${min === 1 ? "it" : "one"}`,
      help: 'Set pool.keepAlive to "30s", or pool.maxLifetime.',
      related: ["pool.keepAlive", "pool.maxLifetime"],
    };
  },
  examples: {
    invalid: [
      {
        toml: '[connection]\nhost = "db.example.com"\n[pool]\nmin = 2\nkeep_alive = "off"\nmax_lifetime = "off"\n',
      },
    ],
    valid: [
      { toml: '[connection]\nhost = "db.example.com"\n[pool]\nmin = 2\nkeep_alive = "off"\n' },
      { toml: '[connection]\nhost = "localhost"\n[pool]\nmin = 2\nkeep_alive = "off"\nmax_lifetime = "off"\n' },
      {
        toml: '[connection]\nhost = "db.example.com"\n[pool]\nmin = 0\nkeep_alive = "off"\nmax_lifetime = "off"\n',
      },
    ],
  },
});

import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "lifetime-without-jitter",
  severity: "info",
  area: "network",
  since: "0.1.0",
  summary: "All connections of a pool end at the same moment",
  why: "Connections that were made together reach their lifetime together, and the service waits while all are made anew.",
  fix: "Set `pool.maxLifetimeJitter` to about 10 %.",
  source: "https://www.cockroachlabs.com/docs/stable/connection-pooling",
  reads: ["pool.maxLifetimeJitter", "pool.maxLifetime"],
  check({ "pool.maxLifetimeJitter": jitter, "pool.maxLifetime": lifetime }, { isSet, replace }) {
    if (lifetime === null || !isSet("pool.maxLifetimeJitter") || Number.parseFloat(String(jitter)) !== 0) return;
    return {
      at: "pool.maxLifetimeJitter",
      message: `pool.maxLifetimeJitter is 0: connections made together end together, after ${formatDuration(lifetime)}`,
      help: "Set it to about 10%.",
      related: ["pool.maxLifetime"],
      edits: replace("pool.maxLifetimeJitter", "10%"),
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nmax_lifetime_jitter = "0%"\n' }, { toml: "[pool]\nmax_lifetime_jitter = 0\n" }],
    valid: [
      { toml: '[pool]\nmax_lifetime_jitter = "5%"\n' },
      { toml: '[pool]\nmax_lifetime_jitter = 0\nmax_lifetime = "off"\n' },
    ],
  },
});

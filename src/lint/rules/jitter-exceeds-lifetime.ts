import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "jitter-exceeds-lifetime",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "A lifetime jitter longer than the lifetime",
  why: "The lifetime minus its jitter is below zero, so some connections would expire before they are opened.",
  fix: 'Set `pool.maxLifetimeJitter` to a part of `pool.maxLifetime`, such as "10%".',
  source: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#Config",
  reads: ["pool.maxLifetimeJitter", "pool.maxLifetime"],
  check({ "pool.maxLifetimeJitter": jitter, "pool.maxLifetime": lifetime }) {
    if (typeof jitter !== "number" || lifetime === null || jitter <= lifetime) return;
    return {
      at: "pool.maxLifetimeJitter",
      message: `pool.maxLifetimeJitter is ${formatDuration(jitter)}, longer than pool.maxLifetime, which is ${formatDuration(lifetime)}`,
      legal: `0s to ${formatDuration(lifetime)}, or a percentage`,
      help: 'Set it to a part of the lifetime, such as "10%".',
      related: ["pool.maxLifetime"],
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nmax_lifetime = "10m"\nmax_lifetime_jitter = "15m"\n' }],
    valid: [
      { toml: '[pool]\nmax_lifetime = "10m"\nmax_lifetime_jitter = "1m"\n' },
      { toml: '[pool]\nmax_lifetime = "off"\nmax_lifetime_jitter = "15m"\n' },
    ],
  },
});

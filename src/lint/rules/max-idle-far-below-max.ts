import { defineRule } from "../define.ts";

export default defineRule({
  id: "max-idle-far-below-max",
  severity: "info",
  area: "relation",
  since: "0.1.0",
  summary: "A pool that keeps far fewer idle connections than it opens",
  why: "Under load, each connection above `pool.maxIdle` is closed as soon as it is released and opened again for the next query.",
  fix: "Raise `pool.maxIdle` towards `pool.max`; `pool.idleTimeout` closes what is no longer needed.",
  source: "https://pkg.go.dev/database/sql#DB.SetMaxIdleConns",
  reads: ["pool.maxIdle", "pool.max", "pool.min"],
  check({ "pool.maxIdle": idle, "pool.max": max, "pool.min": min }, { isSet, targets }) {
    if (!isSet("pool.maxIdle") || idle < min || idle > max / 4 || max - idle < FEW) return;
    // a library that has no such limit reports it as not supported
    if (targets.length > 0 && targets.every(({ fields }) => fields["pool.maxIdle"].support === "none")) return;
    return {
      at: "pool.maxIdle",
      message: `pool.maxIdle is ${idle}, far below pool.max, which is ${max}: under load, up to ${max - idle} connections are closed and opened again all the time`,
      help: `Raise pool.maxIdle towards ${max}, and set pool.idleTimeout to close idle connections.`,
      related: ["pool.max"],
    };
  },
  examples: {
    invalid: [
      { toml: "[pool]\nmax = 60\nmax_idle = 4\n" },
      { toml: "[pool]\nmax = 40\nmax_idle = 10\n", target: "database-sql" },
    ],
    valid: [
      { toml: "[pool]\nmax = 60\nmax_idle = 30\n" },
      { toml: "[pool]\nmax = 60\n" },
      { toml: "[pool]\nmax = 4\nmax_idle = 1\n" },
      { toml: "[pool]\nmax = 60\nmax_idle = 4\n", target: "node-postgres" },
    ],
  },
});

/** So few connections are cheap to open again. */
const FEW = 5;

import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "idle-timeout-inert",
  severity: "info",
  area: "relation",
  since: "0.1.0",
  summary: "An idle timeout on a pool of fixed size",
  why: "The pool keeps `min` connections whatever their idle time, and it can have no more than that.",
  fix: "Lower `pool.min`, or remove `pool.idleTimeout`.",
  source: "https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby",
  reads: ["pool.idleTimeout", "pool.min", "pool.max"],
  check({ "pool.idleTimeout": idle, "pool.min": min, "pool.max": max }, { isSet }) {
    if (idle === null || min !== max || !isSet("pool.idleTimeout")) return;
    return {
      at: "pool.idleTimeout",
      message: `pool.idleTimeout is ${formatDuration(idle)}, and no connection is above pool.min: it is ${min}, as pool.max is`,
      help: "Lower pool.min, or remove pool.idleTimeout.",
      related: ["pool.min", "pool.max"],
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nmin = 10\nmax = 10\nidle_timeout = "5m"\n' }],
    valid: [{ toml: "[pool]\nmin = 10\nmax = 10\n" }, { toml: '[pool]\nmin = 2\nmax = 10\nidle_timeout = "5m"\n' }],
  },
});

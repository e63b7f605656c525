import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "idle-timeout-spares-min",
  severity: "info",
  area: "relation",
  since: "0.1.0",
  summary: "The idle timeout never closes the minimum number of connections",
  why: "The last `min` connections stay open however long they are idle: an inactive service keeps them, and they can go stale.",
  fix: "Set `pool.min` to 0 if an idle service should keep none; otherwise `pool.maxLifetime` replaces them.",
  source: "https://github.com/knex/knex/issues/4525",
  reads: ["pool.idleTimeout", "pool.min", "pool.max"],
  check({ "pool.idleTimeout": idle, "pool.min": min, "pool.max": max }, { isSet }) {
    // with a floor as high as the ceiling, idle-timeout-inert says more
    if (idle === null || min === 0 || min >= max || !isSet("pool.idleTimeout") || !isSet("pool.min")) return;
    return {
      at: "pool.idleTimeout",
      message: `pool.idleTimeout is ${formatDuration(idle)}, and ${min === 1 ? "one connection is" : `${min} connections are`} kept whatever their idle time, because pool.min is ${min}`,
      help: "Set pool.min to 0 if an idle service should keep no connection.",
      related: ["pool.min"],
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nmin = 2\nmax = 10\nidle_timeout = "5m"\n' }],
    valid: [
      { toml: '[pool]\nmin = 0\nmax = 10\nidle_timeout = "5m"\n' },
      { toml: '[pool]\nmin = 2\nmax = 10\nidle_timeout = "off"\n' },
      { toml: '[pool]\nmin = 10\nmax = 10\nidle_timeout = "5m"\n' },
    ],
  },
});

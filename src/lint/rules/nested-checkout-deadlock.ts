import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "nested-checkout-deadlock",
  severity: "info",
  area: "capacity",
  since: "0.1.0",
  summary: "A pool of one: code that checks out a second connection waits for itself",
  why: "If each of t tasks checks out up to c connections at once, the pool needs t x (c - 1) + 1; with fewer, all tasks can wait for each other.",
  fix: "Set `pool.max` to 2 at the least, or never ask for a second connection inside a transaction.",
  source: "https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing#pool-locking",
  reads: ["pool.max", "pool.acquireTimeout"],
  check({ "pool.max": max, "pool.acquireTimeout": wait }, { isSet, config }) {
    if (max > 1 || !isSet("pool.max") || config.preset === SERVERLESS) return;
    return {
      at: "pool.max",
      message: `pool.max is 1: code that checks out a second connection waits for itself, ${wait === null ? "indefinitely" : `for ${formatDuration(wait)}`}`,
      help: "Set it to 2 at the least, or never ask for a second connection inside a transaction.",
      related: ["pool.acquireTimeout"],
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmax = 1\n" }, { toml: '[pool]\nmax = 1\nacquire_timeout = "off"\n' }],
    valid: [{ toml: "[pool]\nmax = 2\n" }, { toml: 'preset = "serverless"\n' }],
  },
});

// there an instance serves one request at a time
const SERVERLESS = "serverless";

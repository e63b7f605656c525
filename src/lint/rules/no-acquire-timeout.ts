import { defineRule } from "../define.ts";

export default defineRule({
  id: "no-acquire-timeout",
  severity: "warning",
  area: "relation",
  since: "0.1.0",
  summary: "Callers wait for a connection without limit",
  why: "When the pool is full, requests pile up without an error until the process runs out of memory or its callers give up.",
  fix: 'Set `pool.acquireTimeout`, such as "30s", below the time that your own callers wait.',
  source: "https://github.com/brianc/node-postgres/issues/805",
  reads: ["pool.acquireTimeout"],
  check({ "pool.acquireTimeout": acquire }) {
    if (acquire !== null) return;
    return {
      at: "pool.acquireTimeout",
      message: "pool.acquireTimeout is off: a caller waits for ever when the pool is full",
      legal: 'a duration such as "30s"',
      help: "Set it below the time that your own callers wait.",
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nacquire_timeout = "off"\n' }, { env: { POOL_ACQUIRE_TIMEOUT: "off" } }],
    valid: [{ toml: '[pool]\nacquire_timeout = "30s"\n' }, { toml: "[pool]\nmax = 5\n" }],
  },
});

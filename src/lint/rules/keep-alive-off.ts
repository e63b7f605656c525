import { defineRule } from "../define.ts";

export default defineRule({
  id: "keep-alive-off",
  severity: "info",
  area: "network",
  since: "0.1.0",
  summary: "TCP keep-alive is switched off",
  why: "Firewalls and load balancers drop a silent connection without a word; the next query on it hangs for minutes.",
  fix: 'Set `pool.keepAlive` to a time below what the network allows, such as "30s".',
  source: "https://github.com/brianc/node-postgres/issues/2112",
  reads: ["pool.keepAlive"],
  check({ "pool.keepAlive": keepAlive }) {
    if (keepAlive !== null) return;
    return {
      at: "pool.keepAlive",
      message: "pool.keepAlive is off: a connection that the network dropped is noticed by the next query only",
      help: 'Set it to a time below what the network allows, such as "30s".',
    };
  },
  examples: {
    invalid: [{ toml: '[pool]\nkeep_alive = "off"\n' }],
    valid: [{ toml: '[pool]\nkeep_alive = "30s"\n' }, { toml: "[pool]\nmax = 5\n" }],
  },
});

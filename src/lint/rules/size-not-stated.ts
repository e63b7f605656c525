import { defineRule } from "../define.ts";
import { FLEET } from "../fleet.ts";

export default defineRule({
  id: "size-not-stated",
  severity: "info",
  area: "capacity",
  since: "0.1.0",
  summary: "A fleet is computed with a default pool size",
  why: "Each library has its own default size, so the total of all services is not what anyone has planned.",
  fix: "State `pool.max`.",
  source: "https://github.com/Vexa-ai/vexa/issues/529",
  scope: "config",
  reads: FLEET,
  check({ "pool.max": max }, { isSet }) {
    const counted = FLEET.find((path) => path !== "pool.max" && isSet(path));
    if (isSet("pool.max") || counted === undefined) return;
    return {
      at: "pool.max",
      message: `pool.max is not set, and the fleet is computed with ${max}, the default`,
      help: "State it: what is rendered with --only-set leaves it to the library.",
      related: [counted],
    };
  },
  examples: {
    invalid: [{ toml: "[deployment]\ninstances = 3\n" }, { toml: "[server]\nmax_connections = 200\n" }],
    valid: [{ toml: "[deployment]\ninstances = 3\n[pool]\nmax = 10\n" }, { toml: '[pool]\nidle_timeout = "5m"\n' }],
  },
});

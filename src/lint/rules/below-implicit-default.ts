import { defineRule } from "../define.ts";

export default defineRule({
  id: "below-implicit-default",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "A maximum below the target's default minimum",
  why: "If the minimum is not set, the library uses its own default, finds it above the maximum, and refuses to start.",
  fix: "State `pool.min`; 0 is a good value.",
  source: "https://github.com/knex/knex/issues/1748",
  scope: "target",
  reads: ["pool.max", "pool.min"],
  check({ "pool.max": max }, { target, isSet }) {
    const floor = target!.fields["pool.min"].libraryDefault;
    if (typeof floor !== "number" || max >= floor || !isSet("pool.max") || isSet("pool.min")) return;
    return {
      at: "pool.max",
      message: `pool.max is ${max}, below ${target!.title}'s default minimum of ${floor}, which applies because pool.min is not set`,
      help: "State pool.min; 0 is a good value.",
    };
  },
  examples: {
    invalid: [{ toml: "[pool]\nmax = 1\n", target: "knex" }],
    valid: [
      { toml: "[pool]\nmax = 1\nmin = 0\n", target: "knex" },
      { toml: "[pool]\nmax = 2\n", target: "knex" },
      { toml: "[pool]\nmax = 1\n", target: "node-postgres" },
    ],
  },
});

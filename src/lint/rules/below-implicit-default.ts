import { defineRule } from "../define.ts";

export default defineRule({
  id: "below-implicit-default",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "A ceiling below the floor that the target has by itself",
  why: "Where the floor is not written out, the library takes its own, finds it above the ceiling, and refuses to start.",
  fix: "State `pool.min`; 0 is a good value.",
  source: "https://github.com/knex/knex/issues/1748",
  scope: "target",
  reads: ["pool.max", "pool.min"],
  check({ "pool.max": max }, { target, isSet }) {
    const floor = target!.fields["pool.min"].libraryDefault;
    if (typeof floor !== "number" || max >= floor || !isSet("pool.max") || isSet("pool.min")) return;
    return {
      at: "pool.max",
      message: `pool.max is ${max}, below the floor of ${floor} that ${target!.title} has where pool.min is not stated`,
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

import { doesAnyway } from "../targets/_implicit.ts";
import { defineRule } from "./_define.ts";
import { RENDERED, say } from "./_words.ts";

export default defineRule({
  id: "setting-lost",
  severity: "info",
  area: "target",
  since: "0.1.0",
  summary: "A setting that the target cannot hold",
  why: "The config promises something that the library does not do, and no library says so.",
  fix: "Do what the workaround says, or take the setting out.",
  source: "https://github.com/brianc/node-postgres/issues/3576",
  scope: "target",
  reads: RENDERED,
  check(values, { target, isSet, config }) {
    return RENDERED.flatMap((path) => {
      const field = target!.fields[path];
      const value = values[path];
      if (field.claim !== "lost" || !isSet(path) || doesAnyway(config, field.implicit, value)) return [];
      return {
        at: path,
        message: `${path} is ${say(path, value)}, which ${target!.title} cannot hold: ${field.note}`,
        help:
          field.workaround === undefined
            ? `Take it out, or accept it: rules.setting-lost.ignore = "the reason".`
            : `${field.workaround[0]!.toUpperCase()}${field.workaround.slice(1)}.`,
      };
    });
  },
  examples: {
    invalid: [
      { toml: "[pool]\nmax_idle = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmax_uses = 7500\n", target: "prisma" },
    ],
    valid: [
      { toml: "[pool]\nmax = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmax = 5\nmax_idle = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmax_uses = 7500\n", target: "node-postgres" },
      { toml: '[pool]\nmax_lifetime_jitter = "0%"\n', target: "node-postgres" },
      { toml: "[connection]\nreplicas = []\n", target: "node-postgres" },
    ],
  },
});

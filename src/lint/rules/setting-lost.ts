import { doesAnyway } from "../../mapping/library-default.ts";
import { isDemand, LIMITS } from "../../model/paths.ts";
import { formatValue, RENDERED } from "../../model/words.ts";
import { defineRule, type Report } from "../define.ts";

export default defineRule({
  id: "setting-lost",
  severity: "info",
  area: "target",
  since: "0.1.0",
  summary: "A setting that the target does not support",
  why: "The config sets something that the library does not do, and libraries do not report this.",
  fix: "Follow the workaround, or remove the setting.",
  source: "https://github.com/brianc/node-postgres/issues/3576",
  scope: "target",
  reads: [...RENDERED, ...LIMITS],
  check(values, { target, isSet, config }) {
    const unlimited = LIMITS.flatMap((path): Report[] => {
      const entry = target!.connection.limits[path];
      const value = values[path];
      if (entry.support !== "none" || !isSet(path) || !isDemand(path, value)) return [];
      return [
        {
          at: path,
          // what is lost protects the password
          severity: "warning",
          message: `${path} is ${formatValue(path, value)}, which ${target!.title} does not support: ${entry.note}`,
          ...(entry.workaround !== undefined && { help: sentence(entry.workaround) }),
        },
      ];
    });
    const lost = RENDERED.flatMap((path): Report[] => {
      const field = target!.fields[path];
      const value = values[path];
      if (field.support !== "none" || !isSet(path) || doesAnyway(config, field.libraryDefault, value)) return [];
      return [
        {
          at: path,
          message: `${path} is ${formatValue(path, value)}, which ${target!.title} does not support: ${field.note}`,
          help:
            field.workaround === undefined
              ? `Take it out, or accept it: rules.setting-lost.ignore = "the reason".`
              : sentence(field.workaround),
        },
      ];
    });
    return [...unlimited, ...lost];
  },
  examples: {
    invalid: [
      { toml: "[pool]\nmax_idle = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmax_uses = 7500\n", target: "prisma" },
      { dsn: "postgresql://u@host/db?channel_binding=require", target: "node-postgres" },
      { env: { PGREQUIREAUTH: "scram-sha-256" }, target: "postgres-js" },
    ],
    valid: [
      { toml: "[pool]\nmax = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmax = 5\nmax_idle = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmax_uses = 7500\n", target: "node-postgres" },
      { toml: '[pool]\nmax_lifetime_jitter = "0%"\n', target: "node-postgres" },
      { toml: "[connection]\nreplicas = []\n", target: "node-postgres" },
      { dsn: "postgresql://u@host/db?channel_binding=require", target: "pgxpool" },
      { dsn: "postgresql://u@host/db?channel_binding=prefer", target: "node-postgres" },
    ],
  },
});

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

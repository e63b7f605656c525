import { LIMITS } from "../../model/paths.ts";
import { RENDERED } from "../../model/words.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "setting-lost",
  severity: "info",
  area: "target",
  since: "0.1.0",
  summary: "A setting that the target does not support, or only in part",
  why: "The config sets something that the library does not do, or does differently, and the library does not report it.",
  fix: "Follow the workaround, remove the setting, or accept the deviation for this setting.",
  source: "https://github.com/brianc/node-postgres/issues/3576",
  scope: "target",
  finalErrors: true,
  reads: [...RENDERED, ...LIMITS, "connection.url", "connection.host"],
  check(_values, { deviations }) {
    return deviations().map(({ path, message, workaround, severity }) => ({
      at: path,
      severity,
      message,
      help:
        workaround === undefined
          ? `Remove it, or accept it: rules.setting-lost."${path}".ignore = "the reason".`
          : sentence(workaround),
    }));
  },
  examples: {
    invalid: [
      { toml: "[pool]\nmax_idle = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmax_uses = 7500\n", target: "prisma" },
      { toml: "[pool]\nmin = 2\n", target: "node-postgres" },
      { toml: '[pool]\nacquire_timeout = "30s"\nconnect_timeout = "5s"\n', target: "node-postgres" },
      { toml: '[connection]\nhost = "one,two"\n', target: "node-postgres" },
      { dsn: "postgresql://u@one:5432,two:5433/app", target: "knex" },
      { toml: '[connection.ssl]\nmode = "prefer"\n', target: "node-postgres" },
      { dsn: "postgresql://u@host/db?channel_binding=require", target: "node-postgres" },
      { env: { PGREQUIREAUTH: "scram-sha-256" }, target: "postgres-js" },
    ],
    valid: [
      { toml: "[pool]\nmax = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmin = 0\n", target: "node-postgres" },
      { toml: "[pool]\nmax = 5\nmax_idle = 5\n", target: "node-postgres" },
      { toml: "[pool]\nmax_uses = 7500\n", target: "node-postgres" },
      { toml: '[pool]\nmax_lifetime_jitter = "0%"\n', target: "node-postgres" },
      { toml: '[pool]\nacquire_timeout = "30s"\n', target: "node-postgres" },
      { toml: '[pool]\nacquire_timeout = "30s"\nconnect_timeout = "5s"\n', target: "knex" },
      { toml: "[connection]\nreplicas = []\n", target: "node-postgres" },
      { toml: '[connection]\nhost = "one,two"\n', target: "postgres-js" },
      { dsn: "postgresql://u@localhost/db?sslmode=require&uselibpqcompat=true", target: "prisma@7" },
      { dsn: "postgresql://u@localhost/db?sslmode=verify-full", target: "node-postgres" },
      { toml: '[connection.ssl]\nmode = "verify-full"\n', target: "node-postgres" },
      { dsn: "postgresql://u@host/db?channel_binding=require", target: "pgxpool" },
      { dsn: "postgresql://u@host/db?channel_binding=prefer", target: "node-postgres" },
      { toml: '[pool]\nmax_idle = 5\n[rules.setting-lost]\n"pool.maxIdle" = "off"\n', target: "node-postgres" },
    ],
  },
});

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

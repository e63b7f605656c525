import { formatValue, RENDERED } from "../../model/words.ts";
import { poolerOf, throughPooler } from "../../poolers/in-use.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "startup-parameter-on-pooler",
  severity: "warning",
  area: "target",
  since: "0.1.0",
  summary: "A server setting sent with the connect, to a pooler that does not take it",
  why: "PgBouncer refuses a connection that sends what it does not track; RDS Proxy pins it to one server connection.",
  fix: "Set it for the role: ALTER ROLE … SET …, and take it out of the config.",
  source: "https://github.com/Nexus-Mods/discord-bot/issues/77",
  scope: "target",
  reads: ["pooler.kind", "connection.host", "connection.port", ...RENDERED],
  check(values, { config, target, isSet }) {
    const through = throughPooler(config, isSet);
    const pooler = poolerOf(through.config);
    if (pooler?.startup === undefined) return;
    const sent = RENDERED.filter((path) => {
      const field = target!.fields[path];
      return field.support !== "none" && field.startup && isSet(path) && values[path] !== undefined;
    });
    const [first, ...others] = sent;
    if (first === undefined) return;
    const all = sent.map((path) => `${path} (${formatValue(path, values[path])})`).join(", ");
    const what = {
      refuses: "refuses the connection unless ignore_startup_parameters names it",
      pins: "keeps one server connection for each client then",
    };
    return {
      at: first,
      message: `${target!.title} sends ${all} when it connects, and ${pooler.title}${through.assumed} ${what[pooler.startup]}`,
      help: "Set it for the role with ALTER ROLE … SET …, and take it out of the config.",
      related: [...others, through.assumed === "" ? ("pooler.kind" as const) : ("connection.host" as const)],
    };
  },
  examples: {
    invalid: [
      {
        toml: '[pooler]\nkind = "pgbouncer"\n[session]\nstatement_timeout = "30s"\n',
        target: "node-postgres",
      },
      { toml: '[pooler]\nkind = "rds-proxy"\n[session]\nlock_timeout = "5s"\n', target: "postgres-js" },
      {
        dsn: "postgresql://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app",
        toml: '[session]\nstatement_timeout = "30s"\n',
        target: "node-postgres",
      },
    ],
    valid: [
      { toml: '[session]\nstatement_timeout = "30s"\n', target: "node-postgres" },
      { toml: '[pooler]\nkind = "pgbouncer"\n[session]\nquery_timeout = "30s"\n', target: "node-postgres" },
      {
        dsn: "postgresql://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app",
        toml: '[pooler]\nkind = "off"\n[session]\nstatement_timeout = "30s"\n',
        target: "node-postgres",
      },
      { toml: '[pooler]\nkind = "pgcat"\n[session]\nstatement_timeout = "30s"\n', target: "node-postgres" },
    ],
  },
});

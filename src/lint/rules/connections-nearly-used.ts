import { defineRule } from "../define.ts";
import { SERVER } from "../server.ts";
import { limitsOf, ordinarySlots } from "../usable.ts";

/** Shares of a limit, in percent, from which it is nearly used, and all but used up. */
const [NEARLY, ALL_BUT] = [80, 95];

export default defineRule({
  id: "connections-nearly-used",
  severity: "error",
  area: "server",
  since: "0.2.0",
  summary: "Most of the connections that the live server has for the role are in use",
  why: "When they are used up, the server refuses each new connection: a deploy, a restart or a peak of load is enough.",
  fix: "Find out who uses them, lower the pools, add a pooler, or raise the limit.",
  source: "https://docs.pgedge.com/ai-dba-workbench/admin_guide/alerts/alert_rule_reference",
  scope: "server",
  check(_values, { measured }) {
    const { role, slots } = measured;
    const ordinary = ordinarySlots(measured) ?? 0;
    return limitsOf(measured).flatMap(({ kind, limit: own, used }) => {
      // a role that may use reserved slots is not who the applications connect as
      const limit = kind === "max_connections" ? Math.min(own, ordinary) : own;
      if (used === undefined || limit <= 0 || used * 100 < limit * NEARLY) return [];
      // ordinary-roles-refused-now reports that
      if (kind === "max_connections" && used >= ordinary) return [];
      const left = Math.max(0, limit - used);
      const share = Math.floor((used * 100) / limit);
      const owner = { role: `role ${role?.name}`, database: `database ${role?.database}` };
      const of =
        kind === "max_connections"
          ? `the ${limit} that the server has for ordinary roles (max_connections ${slots!.maxConnections})`
          : `the CONNECTION LIMIT ${limit} of ${owner[kind]}`;
      return {
        at: SERVER,
        message: `${used} of ${of} are in use (${share} %), ${left} ${left === 1 ? "is" : "are"} free`,
        help: HELP[kind],
        ...(used * 100 < limit * ALL_BUT && { severity: "warning" as const }),
      };
    });
  },
  examples: {
    invalid: [
      { toml: '[connection]\nhost = "db"\n', measured: { slots: {}, role: {}, usage: { total: 76 } } },
      { toml: '[connection]\nhost = "db"\n', measured: { slots: {}, role: { limit: 7 }, usage: { ofRole: 6 } } },
      { toml: '[connection]\nhost = "db"\n', measured: { slots: { superuser: true }, usage: { total: 94 } } },
    ],
    valid: [
      { toml: '[connection]\nhost = "db"\n', measured: { slots: {}, role: {}, usage: { total: 75 } } },
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { slots: { superuser: true }, role: { limit: 7 }, usage: { ofRole: 7 } },
      },
    ],
  },
});

const HELP = {
  max_connections:
    "The report of doctor shows who uses them. Lower the largest pools, add a pooler, or raise max_connections (needs a restart).",
  role: "Lower the pools of this role, or raise the limit: ALTER ROLE … CONNECTION LIMIT takes effect immediately.",
  database:
    "Lower the pools on this database, or raise the limit: ALTER DATABASE … CONNECTION LIMIT takes effect immediately.",
};

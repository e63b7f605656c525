import { defineRule } from "../define.ts";
import { SERVER } from "../server.ts";
import { ordinarySlots } from "../usable.ts";

export default defineRule({
  id: "ordinary-roles-refused-now",
  severity: "error",
  area: "server",
  since: "0.2.0",
  summary: "The live server refuses new connections of ordinary roles now",
  why: "Applications that open a connection get an error, though a superuser still gets in and sees nothing unusual.",
  fix: "End idle sessions, lower the pools, put a pooler between, or raise the limit.",
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html",
  scope: "server",
  check(_values, { measured }) {
    const { slots, usage, limits } = measured;
    const ordinary = ordinarySlots(measured);
    const server =
      ordinary !== undefined && usage && usage.total >= ordinary
        ? [
            {
              at: SERVER,
              message: `Ordinary roles are refused now: ${usage.total} connections are in use, and the server has ${ordinary} for them (max_connections ${slots!.maxConnections}, ${slots!.maxConnections - ordinary} reserved)`,
              help: "End sessions that are not needed with pg_terminate_backend(pid), or lower the largest pools.",
            },
          ]
        : [];
    // some limits are meant to be reached, such as a limit of 1 for a job that must not run twice
    const full = (limits?.near ?? []).filter(({ limit, used }) => used >= limit);
    const others = full.map(({ kind, name, limit, used }) => ({
      at: SERVER,
      message: `New connections ${kind === "role" ? "of role" : "to database"} ${name} are refused now: ${used} are in use, and its CONNECTION LIMIT is ${limit}`,
      help: `ALTER ${kind.toUpperCase()} … CONNECTION LIMIT takes effect at once.`,
      severity: "info" as const,
    }));
    return [...server, ...others];
  },
  examples: {
    invalid: [
      { toml: '[connection]\nhost = "db"\n', measured: { slots: { superuser: true }, usage: { total: 95 } } },
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { limits: { near: [{ kind: "role", name: "report", limit: 3, used: 3 }] } },
      },
    ],
    valid: [
      { toml: '[connection]\nhost = "db"\n', measured: { slots: { superuser: true }, usage: { total: 94 } } },
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { limits: { near: [{ kind: "database", name: "shop", limit: 5, used: 4 }] } },
      },
    ],
  },
});

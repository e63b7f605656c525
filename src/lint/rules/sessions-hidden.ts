import { defineRule } from "../define.ts";
import { SERVER } from "../server.ts";

export default defineRule({
  id: "sessions-hidden",
  severity: "info",
  area: "server",
  since: "0.2.0",
  summary: "The role may not see what the sessions of other roles do",
  why: "Their number is known, but not their state: long and idle transactions are only found among the role's own sessions.",
  fix: "GRANT pg_monitor TO the role that doctor connects as, or run doctor as another role.",
  source: "https://www.postgresql.org/docs/18/predefined-roles.html",
  scope: "server",
  check(_values, { measured: { usage, role } }) {
    if (!usage || usage.hidden === 0) return;
    return {
      at: SERVER,
      message: `What ${usage.hidden} ${usage.hidden === 1 ? "session" : "sessions"} of other roles ${usage.hidden === 1 ? "does" : "do"} is hidden from ${role?.current ?? "the role"}`,
      help: `To see it: GRANT pg_monitor TO ${role?.current ?? "the role that doctor connects as"}.`,
    };
  },
  examples: {
    invalid: [{ toml: '[connection]\nhost = "db"\n', measured: { usage: { seesOthers: false, total: 5, hidden: 3 } } }],
    valid: [{ toml: '[connection]\nhost = "db"\n', measured: { usage: { seesOthers: false, total: 5, hidden: 0 } } }],
  },
});

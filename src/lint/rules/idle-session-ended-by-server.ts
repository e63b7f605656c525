import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "idle-session-ended-by-server",
  severity: "error",
  area: "server",
  since: "0.1.0",
  summary: "The server closes idle sessions before the pool does",
  why: "The pool checks out a connection that the server has closed. The query on it fails, and without an error listener the process ends.",
  fix: "Set `pool.idleTimeout` below the server's idle_session_timeout, and `pool.min` to 0.",
  source: "https://github.com/brianc/node-postgres/issues/2718",
  scope: "server",
  reads: ["pool.idleTimeout", "pool.min"],
  check({ "pool.idleTimeout": idle, "pool.min": min }, { isSet, config, measured: { timeouts, pooler } }) {
    const server = timeouts?.idle_session_timeout?.value;
    // a pooler keeps those sessions, and closes them by a time of its own
    if (server === undefined || server === null || pooler || config.pooler.kind !== null) return;
    const shorter = formatDuration(Math.max(1_000, Math.floor((server * 0.8) / 1_000) * 1_000));
    const given = `the server ends idle sessions after ${formatDuration(server)} (idle_session_timeout)`;
    if (idle === null || idle >= server)
      return {
        at: "pool.idleTimeout",
        message: `pool.idleTimeout is ${idle === null ? "off" : formatDuration(idle)}, and ${given}`,
        help: `Set pool.idleTimeout below it, such as "${shorter}".`,
        ...(!isSet("pool.idleTimeout") && { severity: "warning" }),
      };
    if (min === 0) return;
    return {
      at: "pool.min",
      message: `pool.min keeps ${min} connections however long they idle, and ${given}`,
      help: "Set pool.min to 0, or raise idle_session_timeout for the role.",
      severity: "warning",
    };
  },
  examples: {
    invalid: [
      {
        toml: '[pool]\nidle_timeout = "5m"\n',
        measured: { timeouts: { idle_session_timeout: { value: 120_000, source: "database" } } },
      },
      {
        toml: '[pool]\nidle_timeout = "1m"\nmin = 2\n',
        measured: { timeouts: { idle_session_timeout: { value: 120_000, source: "database" } } },
      },
    ],
    valid: [
      {
        toml: '[pool]\nidle_timeout = "5m"\n[pooler]\nkind = "pgbouncer"\n',
        measured: { timeouts: { idle_session_timeout: { value: 120_000, source: "database" } } },
      },
      {
        toml: '[pool]\nidle_timeout = "1m"\n',
        measured: { timeouts: { idle_session_timeout: { value: 120_000, source: "database" } } },
      },
      {
        toml: '[pool]\nidle_timeout = "5m"\n',
        measured: { timeouts: { idle_session_timeout: { value: null, source: "default" } } },
      },
    ],
  },
});

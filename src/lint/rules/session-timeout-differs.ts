import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";

const PAIRS = [
  ["session.statementTimeout", "statement_timeout"],
  ["session.lockTimeout", "lock_timeout"],
  ["session.idleInTransactionTimeout", "idle_in_transaction_session_timeout"],
  ["session.transactionTimeout", "transaction_timeout"],
] as const;

const words = (value: number | null) => (value === null ? "off" : formatDuration(value));

export default defineRule({
  id: "session-timeout-differs",
  severity: "info",
  area: "server",
  since: "0.1.0",
  summary: "The role's timeout on the server differs from the config",
  why: "Whoever connects without poolcfg's settings, or through a pooler that drops them, gets the server's.",
  fix: "Set the same value on both sides, or set it on one side only: ALTER ROLE … SET applies to every client.",
  source: "https://github.com/supabase/postgres-meta/issues/946",
  scope: "server",
  reads: PAIRS.map(([path]) => path),
  check(values, { measured: { timeouts } }) {
    return PAIRS.flatMap(([path, name]) => {
      const server = timeouts?.[name];
      const stated = values[path];
      if (!server || server.source === "default" || stated === undefined || server.value === stated) return [];
      return {
        at: path,
        message: `${path} is ${words(stated)}, and the server gives the role ${name} ${words(server.value)} (set by: ${server.source})`,
        help: "State the same on both sides, or leave it to one of them.",
      };
    });
  },
  examples: {
    invalid: [
      {
        toml: '[session]\nstatement_timeout = "30s"\n',
        measured: { timeouts: { statement_timeout: { value: 7_000, source: "user" } } },
      },
    ],
    valid: [
      {
        toml: '[session]\nstatement_timeout = "7s"\n',
        measured: { timeouts: { statement_timeout: { value: 7_000, source: "user" } } },
      },
      {
        toml: '[session]\nstatement_timeout = "30s"\n',
        measured: { timeouts: { statement_timeout: { value: null, source: "default" } } },
      },
      {
        toml: "[pool]\nmax = 5\n",
        measured: { timeouts: { statement_timeout: { value: 7_000, source: "user" } } },
      },
    ],
  },
});

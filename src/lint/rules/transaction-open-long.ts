import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";
import { inSeconds } from "../measured-words.ts";
import { SERVER } from "../server.ts";

const LONG_MS = 60_000;

export default defineRule({
  id: "transaction-open-long",
  severity: "warning",
  area: "server",
  since: "0.2.0",
  summary: "A transaction has been open for more than a minute on the live server",
  why: "It keeps its connection and its locks, and prevents the removal of old row versions, even if it runs small statements all the time.",
  fix: "Commit in smaller steps, and set `session.transactionTimeout` (PostgreSQL 17) or `session.statementTimeout`.",
  source: "https://www.postgresql.org/docs/18/monitoring-stats.html",
  scope: "server",
  check(_values, { measured: { transactions } }) {
    // one that is idle all the time is reported by idle-in-transaction-now
    const long = (transactions?.oldest ?? []).filter(
      ({ age, state, since }) => age >= LONG_MS && !(state.startsWith("idle in transaction") && since >= LONG_MS),
    );
    const groups = new Map<string, typeof long>();
    for (const one of long) {
      const key = JSON.stringify([one.application, one.user, one.database]);
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return [...groups.values()].map((group) => {
      const { application, user, database, age, pid, state } = group[0]!;
      const name = application === "" ? "A program without a name" : application;
      const open = formatDuration(inSeconds(age));
      return {
        at: SERVER,
        message:
          group.length === 1
            ? `${name} (${user}, database ${database}, pid ${pid}) has a transaction open for ${open}; it is ${state} now`
            : `${name} (${user}, database ${database}) has ${group.length} transactions open, the longest for ${open} (pid ${pid})`,
        help: `If it is not needed: SELECT pg_cancel_backend(${pid}) ends its statement, pg_terminate_backend(${pid}) its session.`,
      };
    });
  },
  examples: {
    invalid: [{ toml: '[connection]\nhost = "db"\n', measured: { transactions: openFor(64_000, 1_000) } }],
    valid: [
      { toml: '[connection]\nhost = "db"\n', measured: { transactions: openFor(59_000, 1_000) } },
      { toml: '[connection]\nhost = "db"\n', measured: { transactions: openFor(90_000, 80_000) } },
    ],
  },
});

function openFor(age: number, since: number) {
  const state = "idle in transaction";
  return { oldest: [{ pid: 4_711, application: "report", user: "app", database: "shop", state, age, since }] };
}

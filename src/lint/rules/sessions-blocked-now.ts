import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";
import { blockerInWords, inSeconds } from "../measured-words.ts";
import { SERVER } from "../server.ts";

export default defineRule({
  id: "sessions-blocked-now",
  severity: "warning",
  area: "server",
  since: "0.2.0",
  summary: "Sessions wait for a lock on the live server",
  why: "Each of them uses a connection while it waits; a lock that is held for long can exhaust every pool.",
  fix: "Commit or roll back the transaction that blocks, and set `session.lockTimeout` for migrations.",
  source: "https://www.postgresql.org/docs/18/functions-info.html",
  scope: "server",
  check(_values, { measured: { blocking } }) {
    if (!blocking || blocking.blocked === 0) return;
    const { blocked, longest, locks, blockers } = blocking;
    const waited = longest === null ? "" : `, the longest for ${formatDuration(inSeconds(longest))}`;
    const by = blockers.length === 0 ? "" : `, blocked by ${blockers.slice(0, 3).map(blockerInWords).join(" and by ")}`;
    const more = blockers.length > 3 ? ` and by ${blockers.length - 3} more` : "";
    const [first] = blockers;
    return {
      at: SERVER,
      message: `${blocked} ${blocked === 1 ? "session waits" : "sessions wait"} for a lock${waited}${by}${more}`,
      help:
        first && first.pid > 0
          ? `End the transaction in its program, or as its own role or a superuser: SELECT pg_terminate_backend(${first.pid}).`
          : "SELECT * FROM pg_prepared_xacts shows prepared transactions; ROLLBACK PREPARED ends one.",
      // an advisory lock may be held to choose a leader, for as long as it lives
      ...(locks.every((lock) => lock === "advisory") && { severity: "info" as const }),
    };
  },
  examples: {
    invalid: [
      { toml: '[connection]\nhost = "db"\n', measured: { blocking: lockedBy("deploy-migrate") } },
      { toml: '[connection]\nhost = "db"\n', measured: { blocking: { ...lockedBy("leader"), locks: ["advisory"] } } },
    ],
    valid: [{ toml: '[connection]\nhost = "db"\n', measured: { blocking: {} } }],
  },
});

function lockedBy(application: string) {
  const session = { application, user: "app", database: "shop", state: "idle in transaction", transaction: 68_000 };
  return { blocked: 80, longest: 67_000, locks: ["relation"], blockers: [{ pid: 12_203, blocks: 80, ...session }] };
}

import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";
import { inSeconds } from "../measured-words.ts";
import { SERVER } from "../server.ts";

// longer than a program thinks between two statements
const LONG_MS = 60_000;

export default defineRule({
  id: "idle-in-transaction-now",
  severity: "warning",
  area: "server",
  since: "0.1.0",
  summary: "Sessions that are idle in a transaction on the live server",
  why: "Each keeps its connection, its locks and old row versions; a few of them block a whole pool.",
  fix: "Find what begins the transaction and does not end it, and set `session.idleInTransactionTimeout`.",
  source: "https://github.com/paperclipai/paperclip/issues/9774",
  scope: "server",
  reads: ["session.idleInTransactionTimeout"],
  check({ "session.idleInTransactionTimeout": limit }, { measured: { usage } }) {
    const held = (usage?.groups ?? []).filter(
      ({ state, longest }) => state?.startsWith("idle in transaction") && longest !== null && longest >= LONG_MS,
    );
    return held.map(({ application, user, database, state, count, longest }) => ({
      at: SERVER,
      message: `${application === "" ? "A program without a name" : application} (${user}, database ${database}) is idle in ${state!.endsWith("(aborted)") ? "an aborted transaction" : "a transaction"}: ${count} ${count === 1 ? "session" : "sessions"}, the longest for ${formatDuration(inSeconds(longest!))}`,
      help:
        typeof limit !== "number"
          ? "Find what begins the transaction and does not end it; session.idleInTransactionTimeout bounds the harm."
          : "Find what begins the transaction and does not end it.",
    }));
  },
  examples: {
    invalid: [{ toml: '[connection]\nhost = "db"\n', measured: { usage: idleFor(400_000) } }],
    valid: [{ toml: '[connection]\nhost = "db"\n', measured: { usage: idleFor(40) } }],
  },
});

function idleFor(longest: number) {
  const state = "idle in transaction";
  return { groups: [{ application: "web", user: "app", database: "shop", state, count: 2, longest }] };
}

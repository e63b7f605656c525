// what was measured, in the words of a message

import type { Blocker } from "../doctor/queries/blocking.ts";
import { formatDuration } from "../model/duration.ts";

/** Who blocks others, in words: `pid 12203 (deploy-migrate, app@shop), idle in transaction, transaction open for 1m8s`. */
export function blockerInWords({ pid, application, user, database, state, transaction }: Blocker): string {
  if (pid === 0) return "a prepared transaction";
  const who = [application, user && database ? `${user}@${database}` : user].filter((part) => part !== "").join(", ");
  const age = transaction === null ? "" : `, transaction open for ${formatDuration(inSeconds(transaction))}`;
  return `pid ${pid}${who === "" ? "" : ` (${who})`}${state === null ? "" : `, ${state}`}${age}`;
}

/** A time without the milliseconds that nobody needs of it. */
export function inSeconds(ms: number): number {
  return ms < 1_000 ? Math.round(ms) : Math.round(ms / 1_000) * 1_000;
}

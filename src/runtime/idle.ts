// The idle connections of a pool, longest idle first: the last one is checked out next
import type { Connection } from "./connection.ts";

/** Adds an idle connection, so that the first one is the first to exceed idleTimeout. */
export function insertIdle(idle: Connection[], connection: Connection): void {
  connection.state = "idle";
  let at = idle.push(connection) - 1;
  for (; at > 0 && idle[at - 1]!.idleSince > connection.idleSince; at -= 1) idle[at] = idle[at - 1]!;
  idle[at] = connection;
}

/** Removes an idle connection, if it is there. */
export function removeIdle(idle: Connection[], connection: Connection): void {
  if (connection.state !== "idle") return;
  const at = idle.lastIndexOf(connection);
  if (at >= 0) idle.splice(at, 1);
}

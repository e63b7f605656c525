// the free connections of a pool, in the order of their idling: the last is handed out next
import type { Connection } from "./connection.ts";

/** Puts one among the free ones, so that the first is the first to be too long idle. */
export function insertIdle(idle: Connection[], connection: Connection): void {
  connection.state = "idle";
  let at = idle.push(connection) - 1;
  for (; at > 0 && idle[at - 1]!.idleSince > connection.idleSince; at -= 1) idle[at] = idle[at - 1]!;
  idle[at] = connection;
}

/** Takes one out of the free ones, if it is there. */
export function removeIdle(idle: Connection[], connection: Connection): void {
  if (connection.state !== "idle") return;
  const at = idle.lastIndexOf(connection);
  if (at >= 0) idle.splice(at, 1);
}

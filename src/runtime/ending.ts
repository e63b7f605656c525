// Closes connections, and counts them until the server has closed them, too
import { destroy } from "./client.ts";
import type { CloseReason, Connection } from "./connection.ts";

/** How long the server has to close a connection, in milliseconds, before the socket is closed without it. */
const END_MS = 1_000;

/** Why a connection is closed that no longer answers. */
const DEAD: ReadonlySet<CloseReason> = new Set(["test", "lost"]);

/** Closes a connection; `done` is called once, when the server has closed it or the time to wait for that is over. */
export function endConnection({ client }: Connection, reason: CloseReason, done: () => void): void {
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    done();
  };
  const timer = setTimeout(() => {
    destroy(client);
    end();
  }, END_MS);
  client.end(end);
  if (DEAD.has(reason)) destroy(client);
}

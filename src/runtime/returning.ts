// What happens to a released connection, in any state
import { type Client, inTransaction, isBusy, isOver } from "./client.ts";
import type { Connection } from "./connection.ts";
import type { Engine } from "./engine.ts";
import { ANSWER_MS } from "./probe.ts";

/** How long a query may continue after its connection was released, in milliseconds. */
const FINISH_MS = 5_000;

/** Maximum time between the error of a query and the server's ReadyForQuery, in milliseconds. */
const ERROR_MS = 100;

/** Creates the release function of a checkout. A second call only reports. */
export function releaserOf(engine: Engine, connection: Connection): (error?: unknown) => void {
  const { checkoutId } = connection;
  return (error) => {
    if (connection.checkoutId === checkoutId) giveBack(engine, connection, error);
    else engine.report(() => ({ type: "double-release", stack: new Error("released again here").stack }));
  };
}

/** Takes back a released connection; with an error, it is closed. */
export function giveBack(engine: Engine, connection: Connection, error: unknown): void {
  const { client } = connection;
  const { settings, counts } = engine;
  const now = performance.now();
  connection.checkoutId += 1;
  connection.idleSince = now;
  // from here on, events do not belong to the last caller
  connection.reported = true;
  if (settings.metrics) counts.use.record(now - connection.acquiredAt);
  counts.recorder?.use(now - connection.acquiredAt);
  engine.listener.emit("release", error, client);
  if (error) engine.close(connection, connection.evictReason ?? "released");
  else if (isOver(client)) {
    const isKnown = connection.evictReason !== undefined;
    engine.close(connection, connection.evictReason ?? "lost");
    // the server closed it during its last query, and the caller was not notified of the loss
    if (!isKnown) engine.listener.emit("error", lostError(client), client);
  } else if (isBusy(client)) finish(engine, connection);
  else if (leftOpen(engine, client)) void rollBack(engine, connection);
  else {
    connection.answeredAt = now;
    engine.release(connection, now);
  }
}

/** pg's error for a connection that ends unexpectedly. */
function lostError(client: Client): Error {
  return Object.assign(new Error("Connection terminated unexpectedly"), { client });
}

/** Whether a client is inside a transaction that the next caller must not see. */
export function leftOpen({ settings }: Engine, client: Client): boolean {
  return !settings.keepTransactions && inTransaction(client) === true;
}

// it must not be checked out while a query of the last caller is running
function finish(engine: Engine, connection: Connection): void {
  const { client, own } = connection;
  const stack = connection.acquireStack?.stack;
  engine.returns(connection);
  let timer = setTimeout(() => {
    if (!own) engine.report(() => ({ type: "released-busy", stack }));
    timer = setTimeout(() => {
      stop();
      engine.close(connection, "busy");
    }, FINISH_MS - ERROR_MS);
  }, ERROR_MS);
  const stop = () => {
    clearTimeout(timer);
    client.off("drain", onDrain);
    client.off("end", onDrain);
  };
  const onDrain = () => {
    stop();
    if (leftOpen(engine, client) && !isOver(client)) void rollBack(engine, connection);
    else engine.release(connection, performance.now());
  };
  client.on("drain", onDrain);
  client.on("end", onDrain);
}

async function rollBack(engine: Engine, connection: Connection): Promise<void> {
  const { client } = connection;
  engine.returns(connection);
  engine.report(() => ({ type: "released-in-transaction", stack: connection.acquireStack?.stack }));
  try {
    await client.query({ text: "ROLLBACK", query_timeout: ANSWER_MS });
  } catch {
    connection.evictReason ??= "transaction";
  }
  if (inTransaction(client)) connection.evictReason ??= "transaction";
  engine.release(connection, performance.now());
}

// what becomes of a connection that is given back, in whatever state
import { type Client, inTransaction, isBusy, isOver } from "./client.ts";
import type { Connection } from "./connection.ts";
import type { Engine } from "./engine.ts";
import { ANSWER_MS } from "./probe.ts";

/** How long a query may go on after its connection was given back, in milliseconds. */
const FINISH_MS = 5_000;

/** What is between the error of a query and the word of the server that it is ready again, at most, in milliseconds. */
const ERROR_MS = 100;

/** Makes the function that gives this checkout back. A second call of it does nothing but tell. */
export function releaserOf(engine: Engine, connection: Connection): (error?: unknown) => void {
  const { checkoutId } = connection;
  return (error) => {
    if (connection.checkoutId === checkoutId) giveBack(engine, connection, error);
    else engine.report(() => ({ type: "double-release", stack: new Error("released again here").stack }));
  };
}

/** Takes a connection back from its holder; with an error, it is closed. */
export function giveBack(engine: Engine, connection: Connection, error: unknown): void {
  const { client } = connection;
  const { settings, counts } = engine;
  const now = performance.now();
  connection.checkoutId += 1;
  connection.idleSince = now;
  // what happens to it from here on is not the holder's
  connection.reported = true;
  if (settings.metrics) counts.use.record(now - connection.takenAt);
  counts.recorder?.use(now - connection.takenAt);
  engine.listener.emit("release", error, client);
  if (error) engine.close(connection, connection.evictReason ?? "released");
  else if (isOver(client)) {
    const isKnown = connection.evictReason !== undefined;
    engine.close(connection, connection.evictReason ?? "lost");
    // the server has ended it under its last query, and its holder was not told that the connection is lost
    if (!isKnown) engine.listener.emit("error", lostError(client), client);
  } else if (isBusy(client)) finish(engine, connection);
  else if (leftOpen(engine, client)) void rollBack(engine, connection);
  else {
    connection.answeredAt = now;
    engine.release(connection, now);
  }
}

/** The error of pg for a connection that ends without having been asked to. */
function lostError(client: Client): Error {
  return Object.assign(new Error("Connection terminated unexpectedly"), { client });
}

/** Whether a client is inside a transaction that nobody is to find it in. */
export function leftOpen({ settings }: Engine, client: Client): boolean {
  return !settings.keepTransactions && inTransaction(client) === true;
}

// nobody else may have it while a query of the last holder runs
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

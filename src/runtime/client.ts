// The parts of pg that the pool uses, as structural types, so that pg is not imported before it is needed
type Done = (error?: Error | null) => void;

/** A pg client. Optional members are checked before use: they are internal to pg, or not in every version. */
export interface Client {
  on(event: "error" | "end" | "drain", listener: (error?: Error) => void): unknown;
  off(event: "error" | "end" | "drain", listener: (error?: Error) => void): unknown;
  removeAllListeners(event?: string): unknown;
  connect(done: Done): void;
  query(query: string | { text: string; query_timeout?: number }): Promise<unknown>;
  end(done: () => void): void;
  release?: Release | undefined;
  ref?(): void;
  unref?(): void;
  /** `I` outside a transaction, `T` inside one, `E` inside one that failed. */
  getTransactionStatus?(): string | null;
  readonly _txStatus?: string | null;
  /** False while a query is running. */
  readonly readyForQuery?: boolean;
  readonly _ending?: boolean;
  /** The value that a password function returned; set once connected. */
  readonly password?: unknown;
  readonly _queryable?: boolean;
  readonly connection?: {
    readonly stream?: { destroy(): void };
    on?(event: "errorMessage" | "readyForQuery", listener: (message: unknown) => void): unknown;
  };
}

/** Releases a connection; with an error, or true, it is closed. */
export type Release = (error?: Error | boolean | null) => void;

/** Creates a client that is not connected yet. */
export type ClientFactory = () => Client;

const statuses = new WeakMap<Client, string>();

/**
 * Records the transaction status that the server reports. Must be called before the client connects; pg before 8.21
 * does not store it.
 */
export function followTransactions(client: Client): void {
  if (client.getTransactionStatus || client._txStatus !== undefined) return;
  client.connection?.on?.("readyForQuery", (message) => {
    statuses.set(client, (message as { status: string }).status);
  });
}

/** Whether the client is inside a transaction; undefined if not known. */
export function inTransaction(client: Client): boolean | undefined {
  const status = client.getTransactionStatus
    ? client.getTransactionStatus()
    : (client._txStatus ?? statuses.get(client));
  return status == null ? undefined : status !== "I";
}

/** Whether a query is running on it. */
export function isBusy(client: Client): boolean {
  return client.readyForQuery === false;
}

const ended = new WeakSet<Client>();

/** Records that the server is about to close the connection: it announces this some time before. */
export function followEnd(client: Client): void {
  client.connection?.on?.("errorMessage", (message) => {
    const { severity } = message as { severity?: string };
    if (severity === "FATAL" || severity === "PANIC") ended.add(client);
  });
}

/** Whether it is known to be unusable. */
export function isOver(client: Client): boolean {
  return client._ending === true || client._queryable === false || ended.has(client);
}

/** Closes it without a message to the server, which may be unreachable. */
export function destroy(client: Client): void {
  client.connection?.stream?.destroy();
}

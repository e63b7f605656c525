// what the pool needs of pg, said by its shape, so that nothing is imported before it is used
type Done = (error?: Error | null) => void;

/** A client of pg. What may be absent is looked for first: it is no public word of pg, or not of every version. */
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
  /** False while a query runs. */
  readonly readyForQuery?: boolean;
  readonly _ending?: boolean;
  /** What a function as password has given, once it is connected. */
  readonly password?: unknown;
  readonly _queryable?: boolean;
  readonly connection?: {
    readonly stream?: { destroy(): void };
    on?(event: "errorMessage" | "readyForQuery", listener: (message: unknown) => void): unknown;
  };
}

/** Gives a connection back; with an error, or true, it is closed. */
export type Release = (error?: Error | boolean | null) => void;

/** Makes a client that is not connected yet. */
export type ClientFactory = () => Client;

const statuses = new WeakMap<Client, string>();

/** Notes what the server says of transactions, before the client connects; pg before 8.21 does not keep it. */
export function followTransactions(client: Client): void {
  if (client.getTransactionStatus || client._txStatus !== undefined) return;
  client.connection?.on?.("readyForQuery", (message) => {
    statuses.set(client, (message as { status: string }).status);
  });
}

/** Whether the client is inside a transaction; undefined where it does not know. */
export function inTransaction(client: Client): boolean | undefined {
  const status = client.getTransactionStatus
    ? client.getTransactionStatus()
    : (client._txStatus ?? statuses.get(client));
  return status == null ? undefined : status !== "I";
}

/** Whether a query runs on it. */
export function isBusy(client: Client): boolean {
  return client.readyForQuery === false;
}

const ended = new WeakSet<Client>();

/** Notes that the server ends the connection: it says so some time before it does. */
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

/** Ends it without asking the server, which may be out of reach. */
export function destroy(client: Client): void {
  client.connection?.stream?.destroy();
}

// One connection of a pool, and its state
import type { Client } from "./client.ts";

/** What a connection is doing. */
export type State = "idle" | "testing" | "used" | "closed";

/** Why a connection was closed. */
export const CLOSE_REASONS = [
  "idle",
  "lifetime",
  "uses",
  "surplus",
  "test",
  "lost",
  "released",
  "transaction",
  "busy",
  "failover",
  "close",
] as const;

/**
 * Why a connection was closed: `idle` was idle for longer than idleTimeout, `lifetime` reached maxLifetime, `uses`
 * reached maxUses, `surplus` exceeded maxIdle, `test` failed its test, `lost` broke, `released` the caller requested
 * it, `transaction` was released inside a transaction that could not be rolled back, `busy` was released with a query
 * that did not end, `failover` its server no longer accepts writes, `close` the pool was closed.
 */
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** One connection. Times are of `performance.now`. */
export class Connection {
  readonly client: Client;
  readonly openedAt: number;
  /** When it reaches maxLifetime; Infinity if it never does. */
  readonly retireAt: number;
  state: State = "used";
  /** Set if it must not be checked out again. */
  evictReason: CloseReason | undefined;
  uses = 0;
  idleSince: number;
  /** When it last answered. */
  answeredAt: number;
  /** When it was checked out. */
  acquiredAt = 0;
  /** Incremented at each checkout and release, so that a late event of an earlier checkout is recognised. */
  checkoutId = 0;
  /** Where it was checked out, if that was recorded. */
  acquireStack: Error | undefined;
  /** Whether it was reported as a leak. */
  reported = false;
  /** Whether it was released and is not idle yet. */
  returning = false;
  /** Whether the pool itself checked it out, for one query. */
  own = false;
  /** Whether the process may exit while it is open. */
  unreferenced = false;

  constructor(client: Client, openedAt: number, retireAt: number) {
    this.client = client;
    this.openedAt = openedAt;
    this.retireAt = retireAt;
    this.answeredAt = openedAt;
    this.idleSince = openedAt;
  }

  /** Calls back when the connection breaks or ends, even if a caller has removed all listeners of its client. */
  watch(onOver: (error?: Error) => void): void {
    const { client } = this;
    const onEnd = () => onOver();
    const { removeAllListeners } = client;
    const listen = (event?: string) => {
      if (event === undefined || event === "error") client.on("error", onOver);
      if (event === undefined || event === "end") client.on("end", onEnd);
    };
    client.removeAllListeners = (...events) => {
      removeAllListeners.apply(client, events);
      listen(...events);
      return client;
    };
    listen();
  }

  /** Lets the process exit while it is open. */
  rest(): void {
    if (this.unreferenced) return;
    this.unreferenced = true;
    this.client.unref?.();
  }

  /** Keeps the process alive again. */
  wake(): void {
    if (!this.unreferenced) return;
    this.unreferenced = false;
    this.client.ref?.();
  }
}

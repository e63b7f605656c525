// one connection of a pool, and what is known of it
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
 * Why a connection was closed: `idle` idled longer than idleTimeout, `lifetime` reached maxLifetime, `uses` reached maxUses,
 * `surplus` above maxIdle, `test` did not answer, `lost` broke, `released` its holder said so, `transaction` came back inside
 * a transaction that could not be rolled back, `busy` came back with a query that did not end, `failover` its server
 * takes no writes any more, `close` the pool was closed.
 */
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** One connection. Times are of `performance.now`. */
export class Connection {
  readonly client: Client;
  readonly openedAt: number;
  /** When it is too old; Infinity where it never is. */
  readonly retireAt: number;
  state: State = "used";
  /** Set where it must not be handed out again. */
  evictReason: CloseReason | undefined;
  uses = 0;
  idleSince: number;
  /** When it was last known to answer. */
  answeredAt: number;
  /** When it was handed out. */
  takenAt = 0;
  /** Counts the times it was handed out or taken back, so that a late word about one of them is known for what it is. */
  checkoutId = 0;
  /** Where it was taken, if that was noted. */
  acquireStack: Error | undefined;
  /** Whether it was reported as held too long. */
  reported = false;
  /** Whether it was given back, and is not free yet. */
  returning = false;
  /** Whether the pool itself took it, for one query. */
  own = false;
  /** Whether the process may exit while it is open. */
  resting = false;

  constructor(client: Client, openedAt: number, retireAt: number) {
    this.client = client;
    this.openedAt = openedAt;
    this.retireAt = retireAt;
    this.answeredAt = openedAt;
    this.idleSince = openedAt;
  }

  /** Calls back when the connection breaks or ends, even if a holder has removed all listeners of its client. */
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
    if (this.resting) return;
    this.resting = true;
    this.client.unref?.();
  }

  /** Keeps the process alive again. */
  wake(): void {
    if (!this.resting) return;
    this.resting = false;
    this.client.ref?.();
  }
}

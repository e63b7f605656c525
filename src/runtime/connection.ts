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
  condemned: CloseReason | undefined;
  uses = 0;
  idleSince: number;
  /** When it was last known to answer. */
  answeredAt: number;
  /** When it was handed out. */
  takenAt = 0;
  /** Counts the times it was handed out or taken back, so that a late word about one of them is known for what it is. */
  turn = 0;
  /** Where it was taken, if that was noted. */
  taker: Error | undefined;
  /** Whether it was reported as held too long. */
  reported = false;
  /** Whether it was given back, and is not free yet. */
  returning = false;
  /** Whether the pool itself took it, for one query. */
  own = false;
  /** Whether the process may exit while it is open. */
  resting = false;
  onError: ((error?: Error) => void) | undefined;
  onEnd: (() => void) | undefined;

  constructor(client: Client, openedAt: number, retireAt: number) {
    this.client = client;
    this.openedAt = openedAt;
    this.retireAt = retireAt;
    this.answeredAt = openedAt;
    this.idleSince = openedAt;
  }

  /** Adds the pool's listeners where they are missing, because a holder may have called `removeAllListeners`. */
  listen(): void {
    const { client, onError, onEnd } = this;
    if (onError && client.listenerCount("error", onError) === 0) client.on("error", onError);
    if (onEnd && client.listenerCount("end", onEnd) === 0) client.on("end", onEnd);
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

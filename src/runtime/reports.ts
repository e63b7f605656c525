// Events of a running pool, as data
import type { CloseReason } from "./connection.ts";
import type { PoolSnapshot } from "./errors.ts";

interface Facts {
  /** A connection was opened; `duration` in milliseconds. */
  opened: { readonly ms: number };
  /** A connection was closed; its age in milliseconds and its number of uses. */
  closed: { readonly reason: CloseReason; readonly age: number; readonly uses: number };
  /** An attempt to connect failed; milliseconds until the next one. */
  "connect-failed": { readonly error: Error; readonly wait: number };
  /** A connection broke, checked out or idle. */
  lost: { readonly error: Error | undefined; readonly used: boolean };
  /** A connection failed its test; how long it had been idle, in milliseconds. */
  "test-failed": { readonly idle: number };
  /** A caller timed out. */
  timeout: { readonly snapshot: PoolSnapshot };
  /** A caller was rejected because the queue is full. */
  refused: { readonly snapshot: PoolSnapshot };
  /**
   * A connection has been checked out for longer than `leakThreshold`: for how many milliseconds, and the stack of the
   * checkout if recorded.
   */
  leak: { readonly held: number; readonly stack: string | undefined };
  /** A connection was released twice. */
  "double-release": { readonly stack: string | undefined };
  /** A connection was released inside a transaction, which is rolled back. */
  "released-in-transaction": { readonly stack: string | undefined };
  /** A connection was released while a query was running on it. */
  "released-busy": { readonly stack: string | undefined };
  /** A replica exceeds `maxLag` and is skipped; its lag in milliseconds. */
  lagging: { readonly lag: number };
  /** A replica that was skipped for its lag is used again. */
  "caught-up": { readonly lag: number };
  /**
   * With `detectNested`: a caller with a connection, checked out at `outer`, requests another one at `stack`; each
   * place once.
   */
  "nested-checkout": { readonly stack: string | undefined; readonly outer: string };
  /**
   * For one second all connections were checked out, none was running a query, and callers were waiting: probably a
   * nested-checkout deadlock. With the recorded stacks of the checkouts.
   */
  deadlock: { readonly snapshot: PoolSnapshot; readonly stacks: readonly string[] };
}

/** What happened, and in which pool; times in milliseconds, places as stack traces. Nothing in it is secret. */
export type Report = {
  readonly [T in keyof Facts]: { readonly type: T; readonly pool: string } & Facts[T];
}[keyof Facts];

/** What happened, without the name of the pool. */
export type Fact = { readonly [T in keyof Facts]: { readonly type: T } & Facts[T] }[keyof Facts];

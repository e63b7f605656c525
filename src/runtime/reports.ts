// what a pool tells of itself while it runs, as data
import type { CloseReason } from "./connection.ts";
import type { PoolSnapshot } from "./errors.ts";

interface Facts {
  /** A connection was opened, in so many milliseconds. */
  opened: { readonly ms: number };
  /** A connection was closed, at an age in milliseconds, after so many uses. */
  closed: { readonly reason: CloseReason; readonly age: number; readonly uses: number };
  /** An attempt to connect failed; the next one comes after so many milliseconds. */
  "connect-failed": { readonly error: Error; readonly wait: number };
  /** A connection broke, in the hands of a caller or not. */
  lost: { readonly error: Error | undefined; readonly used: boolean };
  /** A connection did not answer when it was tested; it had idled for so many milliseconds. */
  "test-failed": { readonly idle: number };
  /** A caller got no connection in time. */
  timeout: { readonly occupancy: PoolSnapshot };
  /** A caller was refused since the queue is full. */
  refused: { readonly occupancy: PoolSnapshot };
  /** A connection is held longer than the threshold, for so many milliseconds; where it was taken, if that was noted. */
  leak: { readonly held: number; readonly stack: string | undefined };
  /** A connection was given back that had been given back. */
  "double-release": { readonly stack: string | undefined };
  /** A connection was given back inside a transaction, and is rolled back. */
  "released-in-transaction": { readonly stack: string | undefined };
  /** A connection was given back while a query ran on it. */
  "released-busy": { readonly stack: string | undefined };
  /** A replica is too far behind the primary, and is left out; by so many milliseconds. */
  lagging: { readonly lag: number };
  /** A replica that was left out for its lag serves again. */
  "caught-up": { readonly lag: number };
  /** With `detectNested`: a caller that holds a connection, taken at `outer`, asks for another one at `stack`; each place once. */
  "nested-checkout": { readonly stack: string | undefined; readonly outer: string };
  /**
   * For a second all connections were held, nothing ran on any of them, and callers waited: those who hold one seem to wait
   * for another one, and for each other. With the places where they were taken, of those that were noted.
   */
  deadlock: { readonly occupancy: PoolSnapshot; readonly stacks: readonly string[] };
}

/** What happened, and in which pool; times in milliseconds, places as stack traces. Nothing in it is secret. */
export type Report = {
  readonly [T in keyof Facts]: { readonly type: T; readonly pool: string } & Facts[T];
}[keyof Facts];

/** What happened, without the name of the pool. */
export type Fact = { readonly [T in keyof Facts]: { readonly type: T } & Facts[T] }[keyof Facts];

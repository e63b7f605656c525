// how deep in a chain of causes a place of a text is, and how far the attempt there got
import type { Reason } from "./_define.ts";

/** What stands before the cause of what came before it: Java, Node, .NET, Rust, Ruby, Sequelize, TypeORM. */
const DOWN =
  /^\s{0,20}(?:Caused by:|Caused by$|Cause:|Root cause:|---> |\[cause\]:|"?cause"?:|"?(?:original|parent|driverError)"?:|\[errors\]:)|---> /gim;

/** What stands between a cause and what came of it: Python. */
const UP =
  /^\s{0,20}(?:The above exception was the direct cause of the following exception|During handling of the above exception, another exception occurred)/gim;

/** What stands before each of several attempts to connect: libpq, pgx, Node. */
const ATTEMPT =
  /connection to server (?:at|on socket) |^\s{0,20}\S{1,100}:\d{1,5} \([^)\n]{1,100}\): |(?<!\w)connect E[A-Z]{3,20} /gim;

/** How far an attempt got that failed for this reason. The one that got the furthest says why. */
const REACH: Partial<Record<Reason, number>> = {
  dns: 0,
  unroutable: 0,
  refused: 1,
  timeout: 2,
  tls: 3,
  protocol: 3,
  starting: 4,
  authentication: 5,
  database: 5,
  full: 5,
};
const FURTHEST = 6;

/** Where the markers of a text are. */
export interface Chains {
  readonly down: readonly number[];
  readonly up: readonly number[];
  readonly attempts: readonly number[];
}

/** Finds the markers of a text. */
export function chainsIn(text: string): Chains {
  const places = (pattern: RegExp) => [...text.matchAll(pattern)].map(({ index }) => index);
  return { down: places(DOWN), up: places(UP), attempts: places(ATTEMPT) };
}

/** Depth at a place of an event that goes from `from` to `to`: 0 is the outermost error. */
export function depthAt(chains: Chains, at: number, from: number, to: number): number {
  return between(chains.down, from, at) + between(chains.up, at, to);
}

/** How far the attempt at a place of an event that begins at `from` got; a place outside of attempts is the furthest. */
export function reachAt(chains: Chains, reason: Reason, at: number, from: number): number {
  return between(chains.attempts, from, at + 1) === 0 ? FURTHEST : (REACH[reason] ?? FURTHEST);
}

// how many of the sorted places are from `low` up to `high`
function between(places: readonly number[], low: number, high: number): number {
  return firstFrom(places, high) - firstFrom(places, low);
}

/** Index of the first of the sorted places that is not below `value`. */
export function firstFrom(places: readonly number[], value: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

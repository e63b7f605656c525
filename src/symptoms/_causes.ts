// how deep in a chain of causes a place of a text is

/** What stands before the cause of what came before it: Java, Node, .NET, Rust, Ruby, Sequelize, TypeORM. */
const DOWN =
  /^\s{0,20}(?:Caused by:|Caused by$|Cause:|Root cause:|---> |\[cause\]:|"?cause"?:|"?(?:original|parent|driverError)"?:|\[errors\]:)|---> /gim;

/** What stands between a cause and what came of it: Python. */
const UP =
  /^\s{0,20}(?:The above exception was the direct cause of the following exception|During handling of the above exception, another exception occurred)/gim;

/** Where the markers of a text are. */
export interface Chains {
  readonly down: readonly number[];
  readonly up: readonly number[];
}

/** Finds the markers of a text. */
export function chainsIn(text: string): Chains {
  const places = (pattern: RegExp) => [...text.matchAll(pattern)].map(({ index }) => index);
  return { down: places(DOWN), up: places(UP) };
}

/** Depth at a place of an event that goes from `from` to `to`: 0 is the outermost error. */
export function depthAt(chains: Chains, at: number, from: number, to: number): number {
  return between(chains.down, from, at) + between(chains.up, at, to);
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

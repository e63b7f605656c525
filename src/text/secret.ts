// a value that prints as *** wherever it is printed

/** What stands wherever a secret would print. */
export const MASK = "***";

/** Names the method that `util.inspect` calls; the same symbol as `util.inspect.custom`, without loading it. */
export const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** Names a number that two secrets share if they hold the same text: tests compare it, and it says nothing about the text. */
const SAME: unique symbol = Symbol("same text as every secret with this number");

/** The texts that were compared, by their number; most secrets never are. */
const compared = new Map<string, number>();
const MOST_COMPARED = 10_000;
let latest = 0;

function numberOf(text: string): number {
  const known = compared.get(text);
  if (known !== undefined) return known;
  latest++;
  if (compared.size < MOST_COMPARED) compared.set(text, latest);
  return latest;
}

/**
 * Text that never prints: `String()`, `JSON.stringify`, `util.inspect` and template strings all give `***`. Two secrets with
 * the same text are equal for `assert.deepEqual`, Jest and Vitest. `structuredClone` does not copy the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    // deep comparisons look at own members that can be enumerated; JSON and structuredClone leave symbols out
    Object.defineProperty(this, SAME, { enumerable: true, get: () => numberOf(this.#text) });
  }

  /** The text itself. Call it only where the secret is used. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [INSPECT](): string {
    return MASK;
  }
}

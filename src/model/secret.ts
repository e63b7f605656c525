// a value that prints as *** wherever it is printed

/** What stands wherever a secret would print. */
export const MASK = "***";

/** Names the method that `util.inspect` calls; the same symbol as `util.inspect.custom`, without loading it. */
export const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** Text that never prints: `String()`, `JSON.stringify`, `util.inspect` and template strings all give `***`. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
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

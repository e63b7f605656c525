// a value that prints as *** wherever it is printed
import { inspect } from "node:util";

/** What stands wherever a secret would print. */
export const MASK = "***";

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

  [inspect.custom](): string {
    return MASK;
  }
}

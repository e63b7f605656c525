// Detects callers that check out a second connection while they have one, even if it succeeds this time
import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection } from "./connection.ts";
import type { Fact } from "./reports.ts";

/** Maximum number of places that are remembered as reported. */
const PLACES = 1_000;

/** One checkout, as seen by what its caller does afterwards. */
export class Checkout {
  readonly #asked: Error;
  #connection: Connection | undefined;
  #checkoutId = 0;

  constructor(asked: Error) {
    this.#asked = asked;
  }

  /**
   * Records a checkout. Called once the caller has the connection, so that a checkout started in parallel is not taken
   * for a nested one.
   */
  hold(connection: Connection): void {
    const { checkoutId } = connection;
    queueMicrotask(() => {
      this.#connection = connection;
      this.#checkoutId = checkoutId;
    });
  }

  /** Where the connection was requested; set while it is checked out. */
  get place(): string | undefined {
    return this.#connection?.checkoutId === this.#checkoutId ? this.#asked.stack : undefined;
  }
}

/** Follows the callers of one pool through their asynchronous calls. */
export class NestedCheckoutDetector {
  readonly #report: (fact: () => Fact) => void;
  readonly #current = new AsyncLocalStorage<Checkout>();
  readonly #reported = new Set<string | undefined>();

  constructor(report: (fact: () => Fact) => void) {
    this.#report = report;
  }

  /** A caller requests a connection, and will release it itself. */
  begin(): Checkout {
    const asked = new Error("asked here");
    this.ask(asked);
    const checkout = new Checkout(asked);
    this.#current.enterWith(checkout);
    return checkout;
  }

  /** A caller requests a connection; each place is reported once. */
  ask(asked = new Error("asked here")): void {
    const outer = this.#current.getStore()?.place;
    if (outer === undefined || this.#reported.has(asked.stack) || this.#reported.size >= PLACES) return;
    this.#reported.add(asked.stack);
    this.#report(() => ({ type: "nested-checkout", stack: asked.stack, outer }));
  }
}

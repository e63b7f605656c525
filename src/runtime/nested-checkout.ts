// recognises callers that hold a connection and ask for another one, even where it goes well this time
import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection } from "./connection.ts";
import type { Fact } from "./reports.ts";

/** Most places that are remembered as told. */
const PLACES = 1_000;

/** One checkout, as what its caller does afterwards knows of it. */
export class Checkout {
  readonly #asked: Error;
  #connection: Connection | undefined;
  #turn = 0;

  constructor(asked: Error) {
    this.#asked = asked;
  }

  /** Notes what was handed out: only once the caller has it, so that another that was begun beside it is none inside it. */
  hold(connection: Connection): void {
    const { checkoutId } = connection;
    queueMicrotask(() => {
      this.#connection = connection;
      this.#turn = checkoutId;
    });
  }

  /** Where the connection was asked for, as long as it is held. */
  get place(): string | undefined {
    return this.#connection?.checkoutId === this.#turn ? this.#asked.stack : undefined;
  }
}

/** Follows the callers of one pool through their asynchronous calls. */
export class Nesting {
  readonly #report: (fact: () => Fact) => void;
  readonly #current = new AsyncLocalStorage<Checkout>();
  readonly #told = new Set<string | undefined>();

  constructor(report: (fact: () => Fact) => void) {
    this.#report = report;
  }

  /** A caller asks for a connection, to give it back itself. */
  begin(): Checkout {
    const asked = new Error("asked here");
    this.ask(asked);
    const checkout = new Checkout(asked);
    this.#current.enterWith(checkout);
    return checkout;
  }

  /** A caller asks for a connection; each place is told of once. */
  ask(asked = new Error("asked here")): void {
    const outer = this.#current.getStore()?.place;
    if (outer === undefined || this.#told.has(asked.stack) || this.#told.size >= PLACES) return;
    this.#told.add(asked.stack);
    this.#report(() => ({ type: "nested-checkout", stack: asked.stack, outer }));
  }
}

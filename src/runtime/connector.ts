// opens connections: as many at once as are needed, but one at a time, with waits between, while the server fails
import { timerDelay } from "../model/duration.ts";
import { Backoff } from "./backoff.ts";
import { type Client, type ClientFactory, destroy, followEnd, followTransactions, isOver } from "./client.ts";
import { Connection } from "./connection.ts";
import { nameExpiredToken } from "./credentials.ts";
import type { Engine } from "./engine.ts";
import { ConnectTimeoutError, PoolClosedError } from "./errors.ts";
import { mayBeTls, mayPass, noteUnsent } from "./failures.ts";
import { type TlsOrder, tellingError } from "./fallback.ts";

/** How a connection is made. */
export interface ConnectionFactory {
  readonly make: ClientFactory;
  /** The way to try next where TLS, or the want of it, may be why the first one failed. */
  readonly other?: { readonly make: ClientFactory; readonly order: TlsOrder };
  /** Called with the way by which a connection was established. */
  established?(make: ClientFactory): void;
  /** Done on a new connection before anyone has it. */
  prepare(client: Client): Promise<unknown> | undefined;
}

/** Opens the connections of one pool. */
export class Connector {
  readonly gate: Backoff;
  readonly #engine: Engine;
  readonly #recipe: ConnectionFactory;
  readonly #underWay = new Set<Attempt>();
  #timer: NodeJS.Timeout | undefined;
  #timerAt = 0;

  /** How many are being opened. */
  opening = 0;
  /** Whether the floor was ever reached. */
  reached = false;

  constructor(engine: Engine, recipe: ConnectionFactory) {
    this.#engine = engine;
    this.#recipe = recipe;
    this.gate = new Backoff(engine.settings.retry);
  }

  /** Begins to open one more. Gives whether it did: not where the pool is full, nor while the server is let in peace. */
  open(): boolean {
    if (this.#engine.occupied >= this.#engine.max) return false;
    const now = performance.now();
    if (this.gate.opensAt > now) {
      this.#later(now);
      return false;
    }
    this.gate.pass(now);
    this.opening += 1;
    void this.#attempt(this.gate.round, now);
    return true;
  }

  /** Gives up what is under way. */
  abandon(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { name } = this.#engine.settings;
    for (const attempt of [...this.#underWay]) attempt.giveUp(new PoolClosedError(name, true));
  }

  async #attempt(round: number, started: number): Promise<void> {
    const { settings, counts } = this.#engine;
    let client: Client;
    try {
      client = await this.#establish();
    } catch (thrown) {
      this.#fail(round, thrown instanceof Error ? thrown : new Error(String(thrown)));
      return;
    }
    const now = performance.now();
    const { maxLifetime, jitter } = settings;
    const retireAt = maxLifetime === null ? Number.POSITIVE_INFINITY : now + maxLifetime - Math.random() * jitter;
    const { failing } = this.gate;
    this.opening -= 1;
    this.gate.succeed();
    counts.created += 1;
    if (settings.metrics) counts.create.record(now - started);
    counts.recorder?.create(now - started);
    this.#engine.report(() => ({ type: "opened", ms: now - started }));
    this.#engine.add(new Connection(client, now, retireAt));
    this.reached ||= this.#engine.connections.size >= settings.min;
    // the server is back, so nobody has to wait for the next attempt any more
    if (failing) this.#goOn(now);
  }

  #fail(round: number, error: Error): void {
    noteUnsent(error);
    const now = performance.now();
    this.opening -= 1;
    const passing = mayPass(error);
    this.gate.fail(round, error, now, passing);
    this.#engine.counts.failed += 1;
    this.#engine.report(() => ({ type: "connect-failed", error, wait: Math.max(0, this.gate.opensAt - now) }));
    this.#engine.refused(error, passing);
  }

  #goOn(now: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#engine.dispatch();
    this.#engine.housekeeper.by(now);
  }

  // what is given up is not waited for: onConnect may never end, and a client of one's own may have no socket to close
  async #establish(): Promise<Client> {
    const { connectTimeout, name } = this.#engine.settings;
    const attempt = new Attempt();
    const late = () => attempt.giveUp(new ConnectTimeoutError(name, connectTimeout!));
    const timer = connectTimeout === null ? undefined : setTimeout(late, timerDelay(connectTimeout));
    this.#underWay.add(attempt);
    try {
      return await Promise.race([attempt.run(this.#recipe), attempt.over]);
    } catch (error) {
      attempt.destroy();
      nameExpiredToken(error, attempt.client);
      throw error;
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(attempt);
    }
  }

  // whoever waits keeps the process alive; the floor alone does not
  #later(now: number): void {
    const waits = this.#engine.queue.length > 0;
    const { opensAt } = this.gate;
    if (this.#timer !== undefined && this.#timerAt <= opensAt) {
      if (waits) this.#timer.ref();
      return;
    }
    clearTimeout(this.#timer);
    this.#timerAt = opensAt;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#engine.dispatch();
      },
      timerDelay(opensAt - now),
    );
    if (!waits) this.#timer.unref();
  }
}

/** One attempt to connect, on one way or two. */
class Attempt {
  /** Rejected when it is given up. */
  readonly over: Promise<never>;
  /** The one that is being connected. */
  client: Client | undefined;
  #reject!: (error: Error) => void;
  #isOver = false;

  constructor() {
    this.over = new Promise((_, reject) => {
      this.#reject = reject;
    });
  }

  giveUp(error: Error): void {
    this.#isOver = true;
    this.destroy();
    this.#reject(error);
  }

  destroy(): void {
    if (this.client) destroy(this.client);
  }

  async run(recipe: ConnectionFactory): Promise<Client> {
    const { make, other } = recipe;
    let way = make;
    const client = await this.#connect(make).catch((first: unknown) => {
      this.destroy();
      if (this.#isOver || !other || !mayBeTls(first)) throw first;
      way = other.make;
      return this.#connect(other.make).catch((second: unknown) => {
        throw tellingError(first, second, other.order);
      });
    });
    recipe.established?.(way);
    await recipe.prepare(client);
    if (isOver(client)) throw new Error("The server closed the connection before anyone had it.");
    return client;
  }

  async #connect(make: ClientFactory): Promise<Client> {
    const client = make();
    this.client = client;
    // what breaks later than it fails has nobody else to tell
    client.on("error", () => {});
    followTransactions(client);
    followEnd(client);
    await new Promise<void>((resolve, reject) => {
      client.connect((error) => (error ? reject(error) : resolve()));
    });
    return client;
  }
}

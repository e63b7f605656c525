// Opens connections: as many in parallel as needed, but one at a time, with backoff, while the server is failing
import { timerDelay } from "../model/duration.ts";
import { Backoff } from "./backoff.ts";
import { type Client, type ClientFactory, destroy, followEnd, followTransactions, isOver } from "./client.ts";
import { Connection } from "./connection.ts";
import { nameExpiredToken } from "./credentials.ts";
import type { Engine } from "./engine.ts";
import { ConnectTimeoutError, PoolClosedError } from "./errors.ts";
import { mayBeTls, mayPass, noteUnsent } from "./failures.ts";
import { type TlsOrder, tellingError } from "./fallback.ts";

/** How a connection is created. */
export interface ConnectionFactory {
  readonly make: ClientFactory;
  /** The alternative to try if the first attempt may have failed because of TLS or the lack of it. */
  readonly other?: { readonly make: ClientFactory; readonly order: TlsOrder };
  /** Called with the alternative that succeeded. */
  established?(make: ClientFactory): void;
  /** Runs on a new connection before it is used. */
  prepare(client: Client): Promise<unknown> | undefined;
}

/** Opens the connections of one pool. */
export class Connector {
  readonly backoff: Backoff;
  readonly #engine: Engine;
  readonly #factory: ConnectionFactory;
  readonly #underWay = new Set<Attempt>();
  #timer: NodeJS.Timeout | undefined;
  #timerAt = 0;

  /** How many are being opened. */
  opening = 0;
  /** Whether the minimum was ever reached. */
  reached = false;

  constructor(engine: Engine, factory: ConnectionFactory) {
    this.#engine = engine;
    this.#factory = factory;
    this.backoff = new Backoff(engine.settings.retry);
  }

  /** Starts to open one more. Returns false if the pool is full, or if the backoff does not allow an attempt yet. */
  open(): boolean {
    if (this.#engine.occupied >= this.#engine.max) return false;
    const now = performance.now();
    if (this.backoff.nextAttemptAt > now) {
      this.#later(now);
      return false;
    }
    this.backoff.pass(now);
    this.opening += 1;
    void this.#attempt(this.backoff.round, now);
    return true;
  }

  /** Cancels pending attempts. */
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
    const { failing } = this.backoff;
    this.opening -= 1;
    this.backoff.succeed();
    counts.created += 1;
    if (settings.metrics) counts.create.record(now - started);
    counts.recorder?.create(now - started);
    this.#engine.report(() => ({ type: "opened", ms: now - started }));
    this.#engine.add(new Connection(client, now, retireAt));
    this.reached ||= this.#engine.connections.size >= settings.min;
    // the server has recovered, so the backoff ends for everyone
    if (failing) this.#goOn(now);
  }

  #fail(round: number, error: Error): void {
    noteUnsent(error);
    const now = performance.now();
    this.opening -= 1;
    const passing = mayPass(error);
    this.backoff.fail(round, error, now, passing);
    this.#engine.counts.failed += 1;
    this.#engine.report(() => ({ type: "connect-failed", error, wait: Math.max(0, this.backoff.nextAttemptAt - now) }));
    this.#engine.refused(error, passing);
  }

  #goOn(now: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#engine.dispatch();
    this.#engine.housekeeper.by(now);
  }

  // cancelled attempts are not awaited: onConnect may never end, and a custom client may have no socket to close
  async #establish(): Promise<Client> {
    const { connectTimeout, name } = this.#engine.settings;
    const attempt = new Attempt();
    const late = () => attempt.giveUp(new ConnectTimeoutError(name, connectTimeout!));
    const timer = connectTimeout === null ? undefined : setTimeout(late, timerDelay(connectTimeout));
    this.#underWay.add(attempt);
    try {
      return await Promise.race([attempt.run(this.#factory), attempt.over]);
    } catch (error) {
      attempt.destroy();
      nameExpiredToken(error, attempt.client);
      throw error;
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(attempt);
    }
  }

  // waiting callers keep the process alive; the minimum alone does not
  #later(now: number): void {
    const waits = this.#engine.queue.length > 0;
    const { nextAttemptAt } = this.backoff;
    if (this.#timer !== undefined && this.#timerAt <= nextAttemptAt) {
      if (waits) this.#timer.ref();
      return;
    }
    clearTimeout(this.#timer);
    this.#timerAt = nextAttemptAt;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#engine.dispatch();
      },
      timerDelay(nextAttemptAt - now),
    );
    if (!waits) this.#timer.unref();
  }
}

/** One attempt to connect, with or without a second alternative. */
class Attempt {
  /** Rejected when the attempt is cancelled. */
  readonly over: Promise<never>;
  /** The client that is connecting. */
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

  async run(factory: ConnectionFactory): Promise<Client> {
    const { make, other } = factory;
    let way = make;
    const client = await this.#connect(make).catch((first: unknown) => {
      this.destroy();
      if (this.#isOver || !other || !mayBeTls(first)) throw first;
      way = other.make;
      return this.#connect(other.make).catch((second: unknown) => {
        throw tellingError(first, second, other.order);
      });
    });
    factory.established?.(way);
    await factory.prepare(client);
    if (isOver(client)) throw new Error("The server closed the connection before anyone had it.");
    return client;
  }

  async #connect(make: ClientFactory): Promise<Client> {
    const client = make();
    this.client = client;
    // an error after the attempt has failed has no other listener
    client.on("error", () => {});
    followTransactions(client);
    followEnd(client);
    await new Promise<void>((resolve, reject) => {
      client.connect((error) => (error ? reject(error) : resolve()));
    });
    return client;
  }
}

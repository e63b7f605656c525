// opens connections: as many at once as are needed, but one at a time, with waits between, while the server fails
import { timerDelay } from "../duration.ts";
import { Gate } from "./backoff.ts";
import { type Client, type ClientFactory, destroy, followTransactions } from "./client.ts";
import { Connection } from "./connection.ts";
import type { Engine } from "./engine.ts";
import { ConnectTimeoutError } from "./errors.ts";
import { mayBeTls, mayPass, noteUnsent } from "./failures.ts";
import { type TlsOrder, tellingError } from "./fallback.ts";

/** How a connection is made. */
export interface Recipe {
  readonly make: ClientFactory;
  /** The way to try next where TLS, or the want of it, may be why the first one failed. */
  readonly other?: { readonly make: ClientFactory; readonly order: TlsOrder };
  /** Done on a new connection before anyone has it. */
  prepare(client: Client): Promise<unknown> | undefined;
}

/** Opens the connections of one pool. */
export class Opener {
  readonly gate: Gate;
  readonly #engine: Engine;
  readonly #recipe: Recipe;
  readonly #underWay = new Set<Client>();
  #timer: NodeJS.Timeout | undefined;
  #abandoned = false;

  /** How many are being opened. */
  opening = 0;
  /** Whether the floor was ever reached. */
  reached = false;

  constructor(engine: Engine, recipe: Recipe) {
    this.#engine = engine;
    this.#recipe = recipe;
    this.gate = new Gate(engine.settings.retry);
  }

  /** Begins to open one more. Gives whether it did: not where the pool is full, nor while the server is let in peace. */
  open(): boolean {
    if (this.#engine.occupied >= this.#engine.settings.max) return false;
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
    this.#abandoned = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const client of this.#underWay) destroy(client);
  }

  async #attempt(round: number, started: number): Promise<void> {
    const { settings, counts } = this.#engine;
    try {
      const client = await this.#establish();
      const now = performance.now();
      const { maxLifetime, jitter } = settings;
      const retireAt = maxLifetime === null ? Number.POSITIVE_INFINITY : now + maxLifetime - Math.random() * jitter;
      this.opening -= 1;
      this.gate.succeed();
      counts.created += 1;
      if (settings.metrics) counts.create.record(now - started);
      counts.recorder?.create(now - started);
      this.#engine.report(() => ({ type: "opened", ms: now - started }));
      this.#engine.add(new Connection(client, now, retireAt));
      this.reached ||= this.#engine.connections.size >= settings.min;
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      noteUnsent(error);
      const now = performance.now();
      this.opening -= 1;
      this.gate.fail(round, error, now);
      counts.failed += 1;
      this.#engine.report(() => ({ type: "connect-failed", error, wait: Math.max(0, this.gate.opensAt - now) }));
      this.#engine.refused(error, mayPass(error));
    }
  }

  async #establish(): Promise<Client> {
    const { connectTimeout, name } = this.#engine.settings;
    let client: Client | undefined;
    let late = false;
    const connect = async (make: ClientFactory) => {
      client = make();
      this.#underWay.add(client);
      await connected(client);
      return client;
    };
    const timer =
      connectTimeout === null
        ? undefined
        : setTimeout(() => {
            late = true;
            if (client) destroy(client);
          }, timerDelay(connectTimeout));
    try {
      const { make, other } = this.#recipe;
      const made = await connect(make).catch(async (first: unknown) => {
        if (client) this.#drop(client);
        if (late || this.#abandoned || !other || !mayBeTls(first)) throw first;
        return connect(other.make).catch((second: unknown) => {
          throw tellingError(first, second, other.order);
        });
      });
      await this.#recipe.prepare(made);
      return made;
    } catch (error) {
      if (client) destroy(client);
      throw late ? new ConnectTimeoutError(name, connectTimeout!, error) : error;
    } finally {
      clearTimeout(timer);
      if (client) this.#underWay.delete(client);
    }
  }

  #drop(client: Client): void {
    destroy(client);
    this.#underWay.delete(client);
  }

  // whoever waits keeps the process alive; the floor alone does not
  #later(now: number): void {
    const waits = this.#engine.queue.length > 0;
    if (this.#timer !== undefined) {
      if (waits) this.#timer.ref();
      return;
    }
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#engine.pump();
      },
      timerDelay(this.gate.opensAt - now),
    );
    if (!waits) this.#timer.unref();
  }
}

async function connected(client: Client): Promise<void> {
  // what breaks later than it fails has nobody else to tell
  client.on("error", () => {});
  followTransactions(client);
  await new Promise<void>((resolve, reject) => {
    client.connect((error) => (error ? reject(error) : resolve()));
  });
}

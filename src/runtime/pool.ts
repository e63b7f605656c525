// The public pool: a subclass of the caller's pg.Pool, which every library that takes a pg.Pool can use
import type { Client, Release } from "./client.ts";
import { type CloseOptions, type CloseResult, Closing } from "./closing.ts";
import type { Connection } from "./connection.ts";
import type { ConnectionFactory } from "./connector.ts";
import { Engine, type Listener } from "./engine.ts";
import { TransactionLeftOpenError } from "./errors.ts";
import { sparesConnection } from "./failures.ts";
import { healthOf, type PoolHealth } from "./health.ts";
import { minReached } from "./min-connections.ts";
import type { Checkout } from "./nested-checkout.ts";
import { numberOption } from "./options.ts";
import type { Report } from "./reports.ts";
import { giveBack, leftOpen, releaserOf } from "./returning.ts";
import type { Settings } from "./settings.ts";
import type { PoolStats } from "./stats.ts";

type Done<T> = (error: Error | undefined, value?: T) => void;
type ConnectDone = (error: Error | undefined, client: Client | undefined, release: Release) => void;

/** The members of `pg.Pool` that the subclass needs. */
export interface BasePool {
  emit(event: string, ...given: unknown[]): boolean;
  on(event: string, listener: (...given: never[]) => void): unknown;
  listenerCount(event: string): number;
  connect(done?: ConnectDone): unknown;
  query(...given: unknown[]): unknown;
  options: object;
  Client: unknown;
  ending: boolean;
  ended: boolean;
}

/** The class of the caller's pg. */
export type BasePoolClass = new (options: object) => BasePool;

/** What a pool of poolcfg offers in addition to `pg.Pool`. */
export interface PoolExtensions {
  /** Name of the pool in errors, reports and metrics. */
  readonly poolName: string;
  /**
   * Waits until `pool.min` connections are open.
   *
   * @returns when they are open; immediately if `pool.min` is 0.
   * @throws the error of the last attempt, after `retry.maxAttempts` of them, or of the first permanent failure.
   */
  ready(): Promise<void>;
  /** Counts and times since the pool was created. */
  stats(): PoolStats;
  /**
   * For a health endpoint: what is known from the last attempts and the background check, without querying the server.
   *
   * @returns liveness, readiness, and the reason if it is not ready.
   */
  health(): PoolHealth;
  /**
   * Closes the pool gracefully: rejects new callers, serves or rejects waiting ones, waits for checked-out connections,
   * and closes every connection. A second call waits for the first.
   *
   * @returns what happened to the callers. It never rejects.
   */
  close(options?: CloseOptions): Promise<CloseResult>;
  /**
   * Events of the pool: `pool.on("report", (report) => logger.info(report))`. Without a listener, reports
   * are not created.
   */
  on(event: "report", listener: (report: Report) => void): this;
}

const engines = new WeakMap<object, Engine>();

/** The engine of a pool that this module created. */
export function engineOf(pool: object): Engine | undefined {
  return engines.get(pool);
}

const classes = new WeakMap<BasePoolClass, ManagedClass>();

/** How connections are created, and the options for a client outside the pool. */
export interface PoolFactory extends ConnectionFactory {
  /** `ssl` of pg as the latest connection had it, or as the first one will try it. */
  readonly ssl: unknown;
}

type ManagedClass = new (
  settings: Settings,
  factory: PoolFactory,
  Client: unknown,
  options: object,
) => BasePool & PoolExtensions;

/** The subclass of a `pg.Pool`; the same one for the same pg. */
export function managed(Base: BasePoolClass): ManagedClass {
  const known = classes.get(Base);
  if (known) return known;
  const made = subclass(Base);
  classes.set(Base, made);
  return made;
}

function subclass(Base: BasePoolClass): ManagedClass {
  const isConnectWrapped = wrapperTest(Base, "connect");
  const isQueryWrapped = wrapperTest(Base, "query");
  class ManagedPool extends Base implements Omit<PoolExtensions, "on"> {
    readonly #engine: Engine;
    readonly #closing: Closing;

    constructor(settings: Settings, factory: PoolFactory, Client: unknown, options: object) {
      super(options);
      this.Client = Client;
      // losing an idle connection must not end the process
      this.on("error", () => {});
      this.#engine = new Engine(settings, factory, listenerOf(this, settings.name));
      this.#closing = new Closing(this.#engine);
      engines.set(this, this.#engine);
      showOptions(this.options, this.#engine, factory);
    }

    get poolName(): string {
      return this.#engine.settings.name;
    }

    override connect(done?: ConnectDone): unknown {
      // a wrapper around pg's own method must see each checkout; pg then calls newClient
      if (!this.#engine.closing && isConnectWrapped()) return super.connect(done);
      return this.#checkOut(done);
    }

    /** What `connect` of pg-pool calls when it needs a client; here the engine has one. */
    newClient({ callback }: { callback: ConnectDone }): void {
      this.#checkOut(callback);
    }

    /** Read by `connect` of pg-pool. The engine queues callers, so pg-pool must never do so. */
    _isFull(): boolean {
      return false;
    }

    #checkOut(done?: ConnectDone): Promise<Client> | undefined {
      const engine = this.#engine;
      const acquireStack = engine.leaks?.sample();
      const checkout = engine.nestedCheckouts?.begin();
      const ready = engine.tryAcquire(false, acquireStack);
      if (done === undefined) {
        if (ready) return Promise.resolve(checkOut(engine, ready, checkout));
        return new Promise<Client>((resolve, reject) => {
          engine.acquire(
            (error, connection) => (connection ? resolve(checkOut(engine, connection, checkout)) : reject(error)),
            false,
            acquireStack,
          );
        }).catch(retrace);
      }
      const deliver: Done<Connection> = (error, connection) => {
        const client = connection && checkOut(engine, connection, checkout);
        call(() => done(error, client, client?.release ?? (() => {})));
      };
      if (ready) process.nextTick(deliver, undefined, ready);
      else later((settled) => engine.acquire(settled, false, acquireStack), deliver);
      return undefined;
    }

    override query(text: unknown, values?: unknown, done?: Done<unknown>): unknown {
      if (typeof text === "function") return super.query(text);
      if (!this.#engine.closing && isQueryWrapped()) return super.query(text, values, done);
      if (typeof values === "function") return this.query(text, undefined, values as Done<unknown>);
      if (done === undefined)
        return new Promise((resolve, reject) => {
          this.#run(text, values, (error, result) => (error ? reject(error) : resolve(result)));
        }).catch(retrace);
      this.#run(text, values, done);
      return undefined;
    }

    #run(text: unknown, values: unknown, done: Done<unknown>): void {
      const engine = this.#engine;
      if (this.connect !== ownConnect || (!engine.closing && isConnectWrapped())) {
        // a wrapper of connect must see the connections of pool.query, too
        this.connect((error, client) => {
          if (!client) call(() => done(error ?? new Error("pool.connect gave neither a client nor an error")));
          else runOn(engine, client, (failed) => client.release?.(failed), text, values, done);
        });
        return;
      }
      const deliver: Done<Connection> = (error, connection) => {
        if (connection) run(engine, connection, text, values, done);
        else call(() => done(error));
      };
      engine.nestedCheckouts?.ask();
      const ready = engine.tryAcquire(true, undefined);
      if (ready) deliver(undefined, ready);
      else later((settled) => engine.acquire(settled, true, undefined), deliver);
    }

    end(done?: (error?: Error) => void): Promise<void> | undefined {
      const ended = this.close().then(() => {});
      if (done === undefined) return ended;
      ended.then(() => done());
      return undefined;
    }

    async close(options?: CloseOptions): Promise<CloseResult> {
      const closed = this.#closing.close(options);
      this.ending = true;
      return closed.finally(() => {
        this.ended = true;
      });
    }

    ready(): Promise<void> {
      return minReached(this.#engine);
    }

    stats(): PoolStats {
      const { settings, max, counts, size, used, idle, connector, queue } = this.#engine;
      const { name, min, maxIdle, server } = settings;
      const { acquired, created, failed, timeouts, refused, leaks, closed } = counts;
      const [opening, waiting] = [connector.opening, queue.length];
      const now = { name, max, min, maxIdle, server, size, idle: idle.length, used, opening, waiting };
      const done = { acquired, created, closed: { ...closed }, failed, timeouts, refused, leaks };
      const { acquire, use, create } = counts;
      return { ...now, ...done, acquire: acquire.stats, use: use.stats, create: create.stats };
    }

    health(): PoolHealth {
      return healthOf(this.#engine);
    }

    get totalCount(): number {
      return this.#engine.size;
    }

    get idleCount(): number {
      return this.#engine.idle.length;
    }

    get waitingCount(): number {
      return this.#engine.queue.length;
    }

    get expiredCount(): number {
      const now = performance.now();
      return [...this.#engine.connections].filter(({ retireAt }) => retireAt <= now).length;
    }

    // private lists of pg-pool, which programs read the lengths of; its constructor assigns them
    get _clients(): Client[] {
      return [...this.#engine.connections].map(({ client }) => client);
    }
    set _clients(_) {}

    get _idle(): { client: Client }[] {
      return isConnectWrapped() ? [] : this.#engine.idle.map(({ client }) => ({ client }));
    }
    set _idle(_) {}

    get _pendingQueue(): undefined[] {
      return Array.from({ length: this.#engine.queue.length });
    }
    set _pendingQueue(_) {}
  }
  const ownConnect = ManagedPool.prototype.connect;
  // libraries recognise a pool by "Pool" in the name of its class, which bundlers shorten or drop
  Object.defineProperty(ManagedPool, "name", { value: "ManagedPool" });
  return ManagedPool as unknown as ManagedClass;
}

/** Text that the code of each method of pg-pool contains, even in a bundle, and a wrapper around it does not. */
const OWN_CODE = { connect: "newClient", query: "Passing a function as the first parameter" };

/**
 * Whether a method of pg's pool was replaced, by tracing or by a helper for tests, so that each call must pass through
 * it. It may be replaced at any time, so this is checked at each call, and caches the last answer.
 */
function wrapperTest({ prototype }: BasePoolClass, method: keyof typeof OWN_CODE): () => boolean {
  let judged: unknown;
  let wrapped = false;
  return () => {
    const present = prototype[method];
    if (present !== judged) {
      judged = present;
      const { newClient } = prototype as { newClient?: unknown };
      // without it, pg's own code could not return to the engine
      wrapped = typeof newClient === "function" && !String(present).includes(OWN_CODE[method]);
    }
    return wrapped;
  };
}

/** Makes the options of a pool show what is in effect, for libraries that read them or create a client with them. */
function showOptions(options: object, engine: Engine, factory: PoolFactory): void {
  const ssl = Object.getOwnPropertyDescriptor(options, "ssl");
  Object.defineProperties(options, {
    max: {
      enumerable: true,
      configurable: true,
      get: () => engine.max,
      // helpers for tests set it to 1
      set(max: unknown) {
        numberOption("pool.options.max", max, 1);
        engine.max = max as number;
        engine.dispatch();
      },
    },
    ...(ssl && "value" in ssl && { ssl: { ...shownProperty, get: () => factory.ssl } }),
  });
}

const shownProperty = { enumerable: true, configurable: true };

function listenerOf(pool: BasePool, name: string): Listener {
  const emit = (event: string, ...given: unknown[]) => call(() => pool.emit(event, ...given));
  return {
    emit,
    report(fact) {
      if (pool.listenerCount("report") > 0) emit("report", { ...fact(), pool: name });
    },
  };
}

// an error thrown by a caller's callback is rethrown as uncaught, as in Node, and the pool continues
function call(work: () => unknown): void {
  try {
    work();
  } catch (thrown) {
    process.nextTick(() => {
      throw thrown;
    });
  }
}

function checkOut(engine: Engine, connection: Connection, checkout: Checkout | undefined): Client {
  checkout?.hold(connection);
  const { client } = connection;
  client.release = releaserOf(engine, connection);
  return client;
}

// a callback is never called before the call that received it returns
function later(ask: (deliver: Done<Connection>) => void, deliver: Done<Connection>): void {
  let asking = true;
  ask((error, connection) => {
    if (asking) process.nextTick(deliver, error, connection);
    else deliver(error, connection);
  });
  asking = false;
}

type Run = (
  text: unknown,
  values: unknown,
  done: (error: Error | null | undefined, result?: unknown) => void,
) => unknown;

function run(engine: Engine, connection: Connection, text: unknown, values: unknown, done: Done<unknown>): void {
  const { checkoutId } = connection;
  const release = (error?: Error) => {
    if (connection.checkoutId === checkoutId) giveBack(engine, connection, error);
  };
  runOn(engine, connection.client, release, text, values, done);
}

/** Runs the one query of a checkout, and ends it. */
function runOn(
  engine: Engine,
  client: Client,
  release: (error?: Error) => void,
  text: unknown,
  values: unknown,
  done: Done<unknown>,
): void {
  let over = false;
  let notSent = false;
  const finish = (error: Error | null | undefined, result?: unknown) => {
    if (over) return;
    over = true;
    const open = !error && leftOpen(engine, client);
    release(error && !sparesConnection(error) && !notSent ? error : undefined);
    if (error) done(error);
    else if (open) done(new TransactionLeftOpenError(engine.settings.name));
    else done(undefined, result);
  };
  try {
    (client as unknown as { query: Run }).query(text, values, finish);
  } catch (error) {
    // an error that pg throws synchronously has not reached the connection
    notSent = true;
    call(() => finish(error as Error));
  }
}

// the stack of a network error does not show the caller; here it is known
function retrace(error: Error): never {
  Error.captureStackTrace(error);
  throw error;
}

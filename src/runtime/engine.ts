// The connections of one pool: which are idle or checked out, which callers wait, and who is next

import { type Client, isBusy, isOver } from "./client.ts";
import type { CloseReason, Connection } from "./connection.ts";
import { type ConnectionFactory, Connector } from "./connector.ts";
import { endConnection } from "./ending.ts";
import { PoolClosedError, PoolQueueFullError, type PoolSnapshot, PoolTimeoutError } from "./errors.ts";
import { isReadOnly } from "./failures.ts";
import { HealthChecker } from "./health-checker.ts";
import { Housekeeper } from "./housekeeper.ts";
import { insertIdle, removeIdle } from "./idle.ts";
import { DeadlockDetector, LOOK_MS } from "./maintenance/deadlock.ts";
import { healthTask } from "./maintenance/health.ts";
import { idleTask } from "./maintenance/idle.ts";
import { Leaks, leakTask } from "./maintenance/leaks.ts";
import { lifetimeTask } from "./maintenance/lifetime.ts";
import { LINGER_MS, lingerTask } from "./maintenance/linger.ts";
import { minConnectionsTask } from "./maintenance/min-connections.ts";
import { NestedCheckoutDetector } from "./nested-checkout.ts";
import { Queue, type Waiter } from "./queue.ts";
import type { Fact } from "./reports.ts";
import type { Settings } from "./settings.ts";
import { Counts } from "./stats.ts";

/** What the pool is notified of: pg's events, and reports. */
export interface Listener {
  emit(event: "connect" | "acquire" | "remove", client: Client): unknown;
  emit(event: "release", error: unknown, client: Client): unknown;
  emit(event: "error", error: Error, client: Client): unknown;
  report(fact: () => Fact): void;
}

/** Checks connections out and takes released ones back, first come, first served. */
export class Engine {
  readonly settings: Settings;
  readonly connections = new Set<Connection>();
  /** Idle connections, the most recently released last. */
  readonly idle: Connection[] = [];
  readonly queue: Queue;
  readonly connector: Connector;
  readonly healthChecker: HealthChecker;
  readonly housekeeper: Housekeeper;
  readonly counts = new Counts();
  readonly deadlockDetector: DeadlockDetector;
  /** Undefined if nobody listens. */
  readonly leaks: Leaks | undefined;
  /** Undefined if nobody listens. */
  readonly nestedCheckouts: NestedCheckoutDetector | undefined;
  readonly listener: Listener;
  /** Released connections that are not idle yet: a query is still running, or a transaction is being rolled back. */
  returning = 0;
  /** Connections that are being closed, and still count towards the maximum. */
  ending = 0;
  /** Maximum number of open connections: `pool.max`, unless the program has changed `pool.options.max` since. */
  max: number;
  /** Whether new callers are refused. */
  closing = false;
  /** Called whenever no connection may be left, and whenever the minimum may have been reached or given up. */
  readonly watchers = new Set<(failure?: { error: Error; passing: boolean }) => void>();

  constructor(settings: Settings, factory: ConnectionFactory, listener: Listener) {
    this.settings = settings;
    this.max = settings.max;
    this.listener = listener;
    this.leaks = settings.leakThreshold === null ? undefined : new Leaks();
    this.nestedCheckouts = settings.detectNested ? new NestedCheckoutDetector((fact) => this.report(fact)) : undefined;
    this.queue = new Queue(settings.acquireTimeout, (waiter, waited) => this.#expire(waiter, waited));
    this.connector = new Connector(this, factory);
    this.healthChecker = new HealthChecker(this);
    this.deadlockDetector = new DeadlockDetector(this);
    this.housekeeper = new Housekeeper([
      idleTask(this),
      lifetimeTask(this),
      healthTask(this),
      minConnectionsTask(this),
      ...(settings.allowExitOnIdle ? [] : [lingerTask(this)]),
      this.deadlockDetector,
      ...(this.leaks ? [leakTask(this)] : []),
    ]);
    this.housekeeper.by(performance.now());
  }

  /** Connections that are open or being opened. */
  get size(): number {
    return this.connections.size + this.connector.opening;
  }

  /** Connections that the server may see: those that are being closed, too. */
  get occupied(): number {
    return this.size + this.ending;
  }

  get used(): number {
    return this.connections.size - this.idle.length - this.healthChecker.testing;
  }

  report(fact: () => Fact): void {
    this.listener.report(fact);
  }

  get snapshot(): PoolSnapshot {
    const { used, idle, connector, queue, settings, max } = this;
    const idleWhileHeld = [...this.connections].filter(
      ({ state, client }) => state === "used" && !isBusy(client),
    ).length;
    const { name: pool } = settings;
    return { pool, max, used, idle: idle.length, opening: connector.opening, waiting: queue.length, idleWhileHeld };
  }

  /** Checks out a connection that is available immediately; undefined if the caller has to wait. */
  tryAcquire(own: boolean, acquireStack: Error | undefined): Connection | undefined {
    if (this.queue.length > 0 || this.closing) return undefined;
    const { idle } = this;
    for (;;) {
      const connection = idle[idle.length - 1];
      if (connection === undefined) return undefined;
      const now = performance.now();
      if (connection.retireAt <= now) this.close(connection, "lifetime");
      else if (isOver(connection.client)) this.close(connection, "lost");
      else if (this.healthChecker.needsTest(connection, now)) return undefined;
      else {
        idle.pop();
        this.#checkOut(connection, now, 0, own, acquireStack);
        return connection;
      }
    }
  }

  /** Lets a caller wait for a connection. */
  acquire(deliver: Waiter["deliver"], own: boolean, acquireStack: Error | undefined): void {
    const { queue, settings, connector, healthChecker } = this;
    if (this.closing) {
      deliver(new PoolClosedError(settings.name, false));
      return;
    }
    const { backoff } = connector;
    const since = performance.now();
    let { round } = backoff;
    if (backoff.exhausted && this.connections.size === 0) {
      backoff.hurry();
      // while the server refuses, a caller gets the error immediately, and the next attempt does not need one
      if (connector.opening === 0 && backoff.nextAttemptAt > since) {
        this.housekeeper.by(backoff.nextAttemptAt);
        deliver(backoff.error);
        return;
      }
      // attempts before the caller arrived count: one more decides
      round -= settings.retry.maxAttempts - 1;
    }
    queue.push({ deliver, since, round, own, acquireStack });
    this.dispatch();
    if (queue.length > 0) this.housekeeper.by(since + LOOK_MS);
    // callers for whom a connection is being opened do not count as queued
    const coming = this.max - this.connections.size + healthChecker.testing + this.returning;
    if (settings.maxWaiting === null || queue.length - coming <= settings.maxWaiting) return;
    this.counts.refused += 1;
    const { snapshot } = this;
    this.report(() => ({ type: "refused", snapshot }));
    queue.pop()!.deliver(new PoolQueueFullError(settings.maxWaiting, { ...snapshot, waiting: snapshot.waiting - 1 }));
  }

  /** Serves waiting callers with idle connections, and opens more if needed. */
  dispatch(): void {
    const { queue, connector, healthChecker, idle } = this;
    while (queue.length > connector.opening + healthChecker.testing) {
      const connection = idle[idle.length - 1];
      if (connection === undefined) {
        if (!connector.open()) break;
        continue;
      }
      const now = performance.now();
      if (connection.retireAt <= now) this.close(connection, "lifetime");
      else if (isOver(connection.client)) this.close(connection, "lost");
      else if (healthChecker.needsTest(connection, now)) void healthChecker.check(connection);
      else {
        idle.pop();
        this.#serve(connection, now);
      }
    }
    this.settle();
  }

  /** Adds a new connection. */
  add(connection: Connection): void {
    const { client } = connection;
    this.connections.add(connection);
    connection.watch((error) => this.#lose(connection, error));
    client.connection?.on?.("errorMessage", (error) => {
      if (isReadOnly(error)) connection.evictReason ??= "failover";
    });
    this.listener.emit("connect", client);
    this.release(connection, performance.now(), true);
    this.settle();
  }

  /** Records a failed attempt to connect, and rejects the callers that have waited for `retry.maxAttempts` of them. */
  refused(error: Error, passing: boolean): void {
    const { queue, connector, settings } = this;
    const { backoff } = connector;
    for (const watcher of [...this.watchers]) watcher({ error, passing });
    const given: Waiter[] = [];
    // callers that a released connection can still serve keep waiting
    if (this.connections.size === 0) {
      for (let { first } = queue; first !== undefined; first = queue.first) {
        const rounds = backoff.round - first.round;
        const enough = passing ? rounds >= settings.retry.maxAttempts : true;
        if (!enough || (connector.opening > 0 && rounds <= settings.retry.maxAttempts)) break;
        // a lost connection affects one caller; the others wait until the server is considered down
        if (!backoff.exhausted && backoff.undelivered === 0) break;
        if (backoff.undelivered > 0) backoff.undelivered -= 1;
        given.push(queue.shift()!);
      }
    }
    // last, because they may ask again immediately
    for (const { deliver } of given) deliver(error);
    this.dispatch();
    this.housekeeper.by(Math.max(performance.now(), backoff.nextAttemptAt));
  }

  /** Records that a connection was released and is not idle yet. */
  returns(connection: Connection): void {
    if (!connection.returning) this.returning += 1;
    connection.returning = true;
  }

  /** Records that it is idle. */
  returned(connection: Connection): void {
    if (connection.returning) this.returning -= 1;
    connection.returning = false;
  }

  /** Passes a usable connection to the first waiting caller, or makes it idle. */
  release(connection: Connection, now: number, fresh = false): void {
    const { settings, queue, idle } = this;
    this.returned(connection);
    const reason = this.#overdue(connection, now) ?? (queue.length > 0 ? undefined : this.#superfluous());
    if (reason) {
      this.close(connection, reason);
      return;
    }
    if (queue.length > 0) {
      if (fresh || settings.testAfter !== 0) this.#serve(connection, now);
      else void this.healthChecker.check(connection);
      return;
    }
    insertIdle(idle, connection);
    if (settings.allowExitOnIdle) connection.rest();
    else this.housekeeper.by(connection.idleSince + LINGER_MS);
    if (settings.idleTimeout !== null) this.housekeeper.by(idle[0]!.idleSince + settings.idleTimeout);
    if (settings.maxLifetime !== null) this.housekeeper.by(connection.retireAt);
    if (settings.healthCheckInterval !== null && idle.length === 1)
      this.housekeeper.by(now + settings.healthCheckInterval);
  }

  /** Closes a connection; its slot is free once the server has closed it, too. */
  close(connection: Connection, reason: CloseReason): void {
    const { client, state } = connection;
    if (state === "closed") return;
    removeIdle(this.idle, connection);
    this.healthChecker.forget(connection);
    this.returned(connection);
    connection.state = "closed";
    this.connections.delete(connection);
    this.counts.closed[reason] += 1;
    this.ending += 1;
    endConnection(connection, reason, () => {
      this.ending -= 1;
      this.listener.emit("remove", client);
      const { openedAt, uses } = connection;
      this.report(() => ({ type: "closed", reason, age: performance.now() - openedAt, uses }));
      if (this.size < this.settings.min) this.housekeeper.by(performance.now());
      this.dispatch();
    });
  }

  /** Notifies those who wait for the minimum or the end. */
  settle(): void {
    if (this.watchers.size > 0) for (const watcher of [...this.watchers]) watcher();
  }

  #overdue({ evictReason, retireAt, uses }: Connection, now: number): CloseReason | undefined {
    if (evictReason) return evictReason;
    if (retireAt <= now) return "lifetime";
    const { maxUses } = this.settings;
    return maxUses !== null && uses >= maxUses ? "uses" : undefined;
  }

  // why one more idle connection is not needed
  #superfluous(): CloseReason | undefined {
    if (this.closing) return "close";
    return this.idle.length >= this.settings.maxIdle && this.size > this.settings.min ? "surplus" : undefined;
  }

  #serve(connection: Connection, now: number): void {
    const { deliver, since, own, acquireStack } = this.queue.shift()!;
    this.#checkOut(connection, now, now - since, own, acquireStack);
    deliver(undefined, connection);
  }

  #checkOut(connection: Connection, now: number, waited: number, own: boolean, acquireStack: Error | undefined): void {
    const { counts, settings } = this;
    connection.state = "used";
    connection.acquiredAt = now;
    connection.checkoutId += 1;
    connection.uses += 1;
    connection.own = own;
    counts.acquired += 1;
    if (settings.metrics) counts.acquire.record(waited);
    counts.recorder?.acquire(waited);
    if (settings.leakThreshold !== null) {
      connection.acquireStack = acquireStack;
      connection.reported = false;
      this.housekeeper.by(now + settings.leakThreshold);
    }
    connection.wake();
    this.listener.emit("acquire", connection.client);
  }

  #lose(connection: Connection, error: Error | undefined): void {
    const { state, client } = connection;
    if (state === "closed" || connection.evictReason) return;
    connection.evictReason = "lost";
    this.report(() => ({ type: "lost", error, used: state === "used" }));
    // while a caller has it, its queries report the loss
    if (state !== "idle" && !connection.returning) return;
    if (state === "idle") this.close(connection, "lost");
    if (error) this.listener.emit("error", Object.assign(error, { client }), client);
  }

  #expire(waiter: Waiter, waited: number): void {
    this.counts.timeouts += 1;
    const { snapshot } = this;
    this.report(() => ({ type: "timeout", snapshot }));
    this.deadlockDetector.reportDeadlock();
    waiter.deliver(new PoolTimeoutError(Math.round(waited), snapshot, this.connector.backoff.error));
    this.settle();
  }
}

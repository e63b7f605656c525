// the connections of one pool: who has which, who waits, and who is next

import { type Client, isBusy, isOver } from "./client.ts";
import type { CloseReason, Connection } from "./connection.ts";
import { type ConnectionFactory, Connector } from "./connector.ts";
import { endConnection } from "./ending.ts";
import { PoolClosedError, PoolQueueFullError, type PoolSnapshot, PoolTimeoutError } from "./errors.ts";
import { isReadOnly } from "./failures.ts";
import { HealthChecker } from "./health-checker.ts";
import { Housekeeper } from "./housekeeper.ts";
import { insertIdle, removeIdle } from "./idle.ts";
import { LOOK_MS, Standstill } from "./maintenance/deadlock.ts";
import { healthChore } from "./maintenance/health.ts";
import { idleChore } from "./maintenance/idle.ts";
import { Leaks, leakChore } from "./maintenance/leaks.ts";
import { lifetimeChore } from "./maintenance/lifetime.ts";
import { LINGER_MS, lingerChore } from "./maintenance/linger.ts";
import { floorChore } from "./maintenance/min-connections.ts";
import { Nesting } from "./nested-checkout.ts";
import { Queue, type Waiter } from "./queue.ts";
import type { Fact } from "./reports.ts";
import type { Settings } from "./settings.ts";
import { Counts } from "./stats.ts";

/** What the pool is told, as events of pg and reports. */
export interface Listener {
  emit(event: "connect" | "acquire" | "remove", client: Client): unknown;
  emit(event: "release", error: unknown, client: Client): unknown;
  emit(event: "error", error: Error, client: Client): unknown;
  report(fact: () => Fact): void;
}

/** Hands connections out and takes them back, first come, first served. */
export class Engine {
  readonly settings: Settings;
  readonly connections = new Set<Connection>();
  /** Those that are free, the last returned last. */
  readonly idle: Connection[] = [];
  readonly queue: Queue;
  readonly opener: Connector;
  readonly tester: HealthChecker;
  readonly housekeeper: Housekeeper;
  readonly counts = new Counts();
  readonly standstill: Standstill;
  /** Undefined where nobody wants to know. */
  readonly leaks: Leaks | undefined;
  /** Undefined where nobody wants to know. */
  readonly nesting: Nesting | undefined;
  readonly listener: Listener;
  /** How many were given back, and are not free yet: a query on them ends, or they are rolled back. */
  returning = 0;
  /** How many are being closed, and still count against the maximum. */
  ending = 0;
  /** Maximum number of open connections: `pool.max`, unless the program has changed `pool.options.max` since. */
  max: number;
  /** Whether it hands out nothing to those who come now. */
  closing = false;
  /** Called whenever there may be nothing left, and whenever the floor may have been reached or given up. */
  readonly watchers = new Set<(failure?: { error: Error; passing: boolean }) => void>();

  constructor(settings: Settings, recipe: ConnectionFactory, listener: Listener) {
    this.settings = settings;
    this.max = settings.max;
    this.listener = listener;
    this.leaks = settings.leakThreshold === null ? undefined : new Leaks();
    this.nesting = settings.detectNested ? new Nesting((fact) => this.report(fact)) : undefined;
    this.queue = new Queue(settings.acquireTimeout, (waiter, waited) => this.#expire(waiter, waited));
    this.opener = new Connector(this, recipe);
    this.tester = new HealthChecker(this);
    this.standstill = new Standstill(this);
    this.housekeeper = new Housekeeper([
      idleChore(this),
      lifetimeChore(this),
      healthChore(this),
      floorChore(this),
      ...(settings.allowExitOnIdle ? [] : [lingerChore(this)]),
      this.standstill,
      ...(this.leaks ? [leakChore(this)] : []),
    ]);
    this.housekeeper.by(performance.now());
  }

  /** Connections that are there or being opened. */
  get size(): number {
    return this.connections.size + this.opener.opening;
  }

  /** Connections that the server may see: those that are being closed, too. */
  get occupied(): number {
    return this.size + this.ending;
  }

  get used(): number {
    return this.connections.size - this.idle.length - this.tester.testing;
  }

  report(fact: () => Fact): void {
    this.listener.report(fact);
  }

  get occupancy(): PoolSnapshot {
    const { used, idle, opener, queue, settings, max } = this;
    const resting = [...this.connections].filter(({ state, client }) => state === "used" && !isBusy(client)).length;
    const { name: pool } = settings;
    return { pool, max, used, idle: idle.length, opening: opener.opening, waiting: queue.length, resting };
  }

  /** A connection that can be had at once, now in use; undefined where the caller has to ask for one. */
  tryAcquire(own: boolean, taker: Error | undefined): Connection | undefined {
    if (this.queue.length > 0 || this.closing) return undefined;
    const { idle } = this;
    for (;;) {
      const connection = idle[idle.length - 1];
      if (connection === undefined) return undefined;
      const now = performance.now();
      if (connection.retireAt <= now) this.close(connection, "lifetime");
      else if (isOver(connection.client)) this.close(connection, "lost");
      else if (this.tester.wants(connection, now)) return undefined;
      else {
        idle.pop();
        this.#handOut(connection, now, 0, own, taker);
        return connection;
      }
    }
  }

  /** Lets a caller wait for a connection. */
  acquire(deliver: Waiter["deliver"], own: boolean, taker: Error | undefined): void {
    const { queue, settings, opener, tester } = this;
    if (this.closing) {
      deliver(new PoolClosedError(settings.name, false));
      return;
    }
    const { gate } = opener;
    const since = performance.now();
    let { round } = gate;
    if (gate.exhausted && this.connections.size === 0) {
      gate.hurry();
      // while the server refuses, a caller has the answer at once, and the next attempt is made without it
      if (opener.opening === 0 && gate.opensAt > since) {
        this.housekeeper.by(gate.opensAt);
        deliver(gate.error);
        return;
      }
      // the attempts before it came count: one more decides
      round -= settings.retry.maxAttempts - 1;
    }
    queue.push({ deliver, since, round, own, taker });
    this.dispatch();
    if (queue.length > 0) this.housekeeper.by(since + LOOK_MS);
    // those for whom a connection is on its way do not queue
    const coming = this.max - this.connections.size + tester.testing + this.returning;
    if (settings.maxWaiting === null || queue.length - coming <= settings.maxWaiting) return;
    this.counts.refused += 1;
    const { occupancy } = this;
    this.report(() => ({ type: "refused", occupancy }));
    queue.pop()!.deliver(new PoolQueueFullError(settings.maxWaiting, { ...occupancy, waiting: occupancy.waiting - 1 }));
  }

  /** Serves those who wait with what is free, and opens what is lacking. */
  dispatch(): void {
    const { queue, opener, tester, idle } = this;
    while (queue.length > opener.opening + tester.testing) {
      const connection = idle[idle.length - 1];
      if (connection === undefined) {
        if (!opener.open()) break;
        continue;
      }
      const now = performance.now();
      if (connection.retireAt <= now) this.close(connection, "lifetime");
      else if (isOver(connection.client)) this.close(connection, "lost");
      else if (tester.wants(connection, now)) void tester.check(connection);
      else {
        idle.pop();
        this.#serve(connection, now);
      }
    }
    this.settle();
  }

  /** Takes in a new connection. */
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

  /** Notes that an attempt to connect failed, and gives up the callers who have waited for enough of them. */
  refused(error: Error, passing: boolean): void {
    const { queue, opener, settings } = this;
    const { gate } = opener;
    for (const watcher of [...this.watchers]) watcher({ error, passing });
    const given: Waiter[] = [];
    // whoever can still be served by a connection that comes back waits for it
    if (this.connections.size === 0) {
      for (let { first } = queue; first !== undefined; first = queue.first) {
        const rounds = gate.round - first.round;
        const enough = passing ? rounds >= settings.retry.maxAttempts : true;
        if (!enough || (opener.opening > 0 && rounds <= settings.retry.maxAttempts)) break;
        // a lost connection is one caller's; the others go on until the server is known to fail
        if (!gate.exhausted && gate.undelivered === 0) break;
        if (gate.undelivered > 0) gate.undelivered -= 1;
        given.push(queue.shift()!);
      }
    }
    // only then, for they may ask again at once
    for (const { deliver } of given) deliver(error);
    this.dispatch();
    this.housekeeper.by(Math.max(performance.now(), gate.opensAt));
  }

  /** Notes that a connection was given back and is not free yet. */
  returns(connection: Connection): void {
    if (!connection.returning) this.returning += 1;
    connection.returning = true;
  }

  /** Notes that it is. */
  returned(connection: Connection): void {
    if (connection.returning) this.returning -= 1;
    connection.returning = false;
  }

  /** Puts a usable connection where it is needed: to the first who waits, or to the free ones. */
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
      else void this.tester.check(connection);
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

  /** Closes a connection; its place is free once the server has closed it, too. */
  close(connection: Connection, reason: CloseReason): void {
    const { client, state } = connection;
    if (state === "closed") return;
    removeIdle(this.idle, connection);
    this.tester.forget(connection);
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

  /** Lets those know who wait for the floor or the end. */
  settle(): void {
    if (this.watchers.size > 0) for (const watcher of [...this.watchers]) watcher();
  }

  #overdue({ evictReason, retireAt, uses }: Connection, now: number): CloseReason | undefined {
    if (evictReason) return evictReason;
    if (retireAt <= now) return "lifetime";
    const { maxUses } = this.settings;
    return maxUses !== null && uses >= maxUses ? "uses" : undefined;
  }

  // why one more free connection is not wanted
  #superfluous(): CloseReason | undefined {
    if (this.closing) return "close";
    return this.idle.length >= this.settings.maxIdle && this.size > this.settings.min ? "surplus" : undefined;
  }

  #serve(connection: Connection, now: number): void {
    const { deliver, since, own, taker } = this.queue.shift()!;
    this.#handOut(connection, now, now - since, own, taker);
    deliver(undefined, connection);
  }

  #handOut(connection: Connection, now: number, waited: number, own: boolean, taker: Error | undefined): void {
    const { counts, settings } = this;
    connection.state = "used";
    connection.takenAt = now;
    connection.checkoutId += 1;
    connection.uses += 1;
    connection.own = own;
    counts.acquired += 1;
    if (settings.metrics) counts.acquire.record(waited);
    counts.recorder?.acquire(waited);
    if (settings.leakThreshold !== null) {
      connection.acquireStack = taker;
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
    // as long as a caller has it, its queries say so
    if (state !== "idle" && !connection.returning) return;
    if (state === "idle") this.close(connection, "lost");
    if (error) this.listener.emit("error", Object.assign(error, { client }), client);
  }

  #expire(waiter: Waiter, waited: number): void {
    this.counts.timeouts += 1;
    const { occupancy } = this;
    this.report(() => ({ type: "timeout", occupancy }));
    this.standstill.tell();
    waiter.deliver(new PoolTimeoutError(Math.round(waited), occupancy, this.opener.gate.error));
    this.settle();
  }
}

// Measures how far replicas are behind their primary
import type { ManagedPool } from "./create.ts";
import { engineOf } from "./pool.ts";
import { Positions, positionOf } from "./positions.ts";

/** Number of samples taken within `maxLag`. */
const LOOKS = 4;

/** Minimum and maximum milliseconds between two samples. */
const INTERVAL = { min: 50, max: 5_000 } as const;

// The session has the application's search_path, so all names are qualified: otherwise functions and operators of
// anyone who may create them in the database would run.
// The primary sends only flushed WAL.
const PRIMARY = "SELECT pg_catalog.pg_current_wal_flush_lsn()::pg_catalog.text AS position";
const REPLICA = `SELECT pg_catalog.pg_last_wal_replay_lsn()::pg_catalog.text AS position,
  pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) pg_catalog.pg_last_xact_replay_timestamp())
    OPERATOR(pg_catalog.*) 1000 AS since_commit`;

interface Sample {
  readonly row: Record<string, unknown> | undefined;
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** Samples the positions of the primary and its replicas, and reports which replica is too far behind. */
export class LagWatch {
  readonly #primary: () => ManagedPool;
  readonly #replicas: readonly (() => ManagedPool)[];
  readonly #most: number;
  readonly #positions: Positions;
  readonly #lags = new Map<string, number>();
  readonly #pending = new Set<ManagedPool>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** @param most maximum lag in milliseconds. */
  constructor(primary: () => ManagedPool, replicas: readonly (() => ManagedPool)[], most: number) {
    this.#primary = primary;
    this.#replicas = replicas;
    this.#most = most;
    this.#positions = new Positions(2 * most);
  }

  /** Starts sampling; the timer does not keep the process alive. */
  start(): void {
    if (this.#timer !== undefined || this.#stopped) return;
    const interval = Math.min(Math.max(this.#most / LOOKS, INTERVAL.min), INTERVAL.max);
    // a pool that cannot be created throws when it is requested
    const look = () => this.#sample().catch(() => {});
    this.#timer = setInterval(look, interval);
    this.#timer.unref();
    look();
  }

  /** Stops sampling. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** Lag of that replica in milliseconds; undefined if not known. */
  lagOf(name: string): number | undefined {
    return this.#lags.get(name);
  }

  /** Whether its known lag exceeds the maximum. */
  isLate(name: string): boolean {
    return (this.#lags.get(name) ?? 0) > this.#most;
  }

  async #sample(): Promise<void> {
    const sample = await this.#query(this.#primary(), PRIMARY);
    const position = positionOf(sample?.row?.position);
    if (sample && position !== undefined) this.#positions.note(sample.answeredAt, position);
    await Promise.all(this.#replicas.map((replica) => this.#compare(replica())));
  }

  async #compare(replica: ManagedPool): Promise<void> {
    const sample = await this.#query(replica, REPLICA);
    if (!sample) return;
    const { row, sentAt } = sample;
    const position = positionOf(row?.position);
    const sinceCommit = typeof row?.since_commit === "number" ? row.since_commit : undefined;
    const lag = position === undefined ? undefined : this.#positions.lag({ position, sinceCommit }, sentAt);
    const { poolName: name } = replica;
    const was = this.isLate(name);
    if (lag === undefined) this.#lags.delete(name);
    else this.#lags.set(name, lag);
    const is = this.isLate(name);
    if (is !== was) engineOf(replica)?.report(() => ({ type: is ? "lagging" : "caught-up", lag: lag ?? 0 }));
  }

  // one query at a time; a server that does not answer shows in its pool's health
  async #query(pool: ManagedPool, sql: string): Promise<Sample | undefined> {
    if (this.#pending.has(pool)) return undefined;
    this.#pending.add(pool);
    try {
      // the wait for a connection is not part of the lag
      const client = await pool.connect();
      const sentAt = performance.now();
      const { rows } = await client.query(sql).finally(() => client.release());
      return { row: rows[0], sentAt, answeredAt: performance.now() };
    } catch {
      return undefined;
    } finally {
      this.#pending.delete(pool);
    }
  }
}

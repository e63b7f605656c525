// watches how far replicas are behind their primary
import type { ManagedPool } from "./create.ts";
import { engineOf } from "./pool.ts";
import { Positions, positionOf } from "./positions.ts";

/** So many looks are made in the time that a replica may be behind. */
const LOOKS = 4;

/** Least and most milliseconds between two looks. */
const INTERVAL = { min: 50, max: 5_000 } as const;

// The session keeps the application's search_path, so everything is qualified: otherwise functions and operators of
// whoever may create them in the database would run.
// The primary sends what it has flushed; what it has only written may stay behind for a while.
const PRIMARY = "SELECT pg_catalog.pg_current_wal_flush_lsn()::pg_catalog.text AS position";
const REPLICA = `SELECT pg_catalog.pg_last_wal_replay_lsn()::pg_catalog.text AS position,
  pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) pg_catalog.pg_last_xact_replay_timestamp())
    OPERATOR(pg_catalog.*) 1000 AS since_commit`;

interface Told {
  readonly row: Record<string, unknown> | undefined;
  readonly asked: number;
  readonly answered: number;
}

/** Looks at the primary and its replicas from time to time, and knows which replica is too far behind. */
export class LagWatch {
  readonly #primary: () => ManagedPool;
  readonly #replicas: readonly (() => ManagedPool)[];
  readonly #most: number;
  readonly #positions: Positions;
  readonly #lags = new Map<string, number>();
  readonly #asking = new Set<ManagedPool>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** @param most milliseconds that a replica may be behind. */
  constructor(primary: () => ManagedPool, replicas: readonly (() => ManagedPool)[], most: number) {
    this.#primary = primary;
    this.#replicas = replicas;
    this.#most = most;
    this.#positions = new Positions(2 * most);
  }

  /** Begins to look; the timer does not keep the process alive. */
  start(): void {
    if (this.#timer !== undefined || this.#stopped) return;
    const interval = Math.min(Math.max(this.#most / LOOKS, INTERVAL.min), INTERVAL.max);
    // a pool that cannot be made throws where somebody asks for it
    const look = () => this.#look().catch(() => {});
    this.#timer = setInterval(look, interval);
    this.#timer.unref();
    look();
  }

  /** Looks no more. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** How far the replica of that name is behind, in milliseconds; undefined where that is not known. */
  lagOf(name: string): number | undefined {
    return this.#lags.get(name);
  }

  /** Whether it is known to be too far behind. */
  isLate(name: string): boolean {
    return (this.#lags.get(name) ?? 0) > this.#most;
  }

  async #look(): Promise<void> {
    const told = await this.#ask(this.#primary(), PRIMARY);
    const position = positionOf(told?.row?.position);
    if (told && position !== undefined) this.#positions.note(told.answered, position);
    await Promise.all(this.#replicas.map((replica) => this.#compare(replica())));
  }

  async #compare(replica: ManagedPool): Promise<void> {
    const told = await this.#ask(replica, REPLICA);
    if (!told) return;
    const { row, asked } = told;
    const position = positionOf(row?.position);
    const sinceCommit = typeof row?.since_commit === "number" ? row.since_commit : undefined;
    const lag = position === undefined ? undefined : this.#positions.lag({ position, sinceCommit }, asked);
    const { poolName: name } = replica;
    const was = this.isLate(name);
    if (lag === undefined) this.#lags.delete(name);
    else this.#lags.set(name, lag);
    const is = this.isLate(name);
    if (is !== was) engineOf(replica)?.report(() => ({ type: is ? "lagging" : "caught-up", lag: lag ?? 0 }));
  }

  // one question at a time; whoever cannot answer is known by its health
  async #ask(pool: ManagedPool, sql: string): Promise<Told | undefined> {
    if (this.#asking.has(pool)) return undefined;
    this.#asking.add(pool);
    try {
      // the wait for a connection is no part of it
      const client = await pool.connect();
      const asked = performance.now();
      const { rows } = await client.query(sql).finally(() => client.release());
      return { row: rows[0], asked, answered: performance.now() };
    } catch {
      return undefined;
    } finally {
      this.#asking.delete(pool);
    }
  }
}

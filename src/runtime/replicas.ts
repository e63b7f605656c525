// Chooses the pool for a read
import type { ManagedPool } from "./create.ts";
import type { PoolHealth } from "./health.ts";
import type { LagWatch } from "./lag.ts";

/**
 * How reads are balanced: `round-robin` in turn, in proportion to the weights; `least-connections` chooses the
 * pool with the fewest connections in use and callers waiting relative to its weight.
 */
export type Balance = "round-robin" | "least-connections";

/** One pool to read from. */
export interface Candidate {
  readonly weight: number;
  readonly pool: () => ManagedPool;
}

/** State of one replica. */
export interface ReplicaState {
  /** Name of its pool. */
  readonly name: string;
  /** Whether it receives reads. */
  readonly serves: boolean;
  /** Why not, or the reason of its pool's health: `lagging` if it is too far behind the primary. */
  readonly reason: PoolHealth["reason"] | "lagging";
  /** Lag behind the primary in milliseconds; undefined if it is not known, or `maxLag` is not set. */
  readonly lag: number | undefined;
}

interface Member extends Candidate {
  /** Remaining turns. */
  credit: number;
}

/** Balances reads over the pools that can serve. A pool that cannot recovers on its own while the others serve. */
export class Replicas {
  readonly #balance: Balance;
  readonly #members: Member[];
  readonly #lag: LagWatch | undefined;
  #turn = -1;

  /** @param lag reports which are too far behind; undefined if lag is not measured. */
  constructor(candidates: readonly Candidate[], balance: Balance, lag?: LagWatch) {
    this.#balance = balance;
    this.#lag = lag;
    this.#members = candidates.map((candidate) => ({ ...candidate, credit: 0 }));
  }

  /** The next pool; undefined if none can serve. */
  next(): ManagedPool | undefined {
    if (this.#members.length === 0) return undefined;
    this.#lag?.start();
    const able = this.#members.filter(({ pool }) => this.#stateOf(pool()).serves);
    if (able.length === 0) return undefined;
    if (this.#balance === "least-connections") {
      // among equals, another one each time
      this.#turn = (this.#turn + 1) % able.length;
      return least([...able.slice(this.#turn), ...able.slice(0, this.#turn)]).pool();
    }
    // smooth: shares of 3 and 1 are a a b a, not a a a b
    const total = able.reduce((sum, { weight }) => sum + weight, 0);
    for (const member of able) member.credit += member.weight;
    const chosen = able.reduce((best, member) => (member.credit > best.credit ? member : best));
    chosen.credit -= total;
    return chosen.pool();
  }

  /** The replica with the smallest lag among those too far behind, for when the primary is unavailable, too. */
  leastLate(): ManagedPool | undefined {
    const late = this.#members.map(({ pool }) => pool()).filter((pool) => this.#stateOf(pool).reason === "lagging");
    const lag = ({ poolName }: ManagedPool) => this.#lag!.lagOf(poolName)!;
    return late.sort((a, b) => lag(a) - lag(b))[0];
  }

  /** State of each. */
  get states(): ReplicaState[] {
    return this.#members.map(({ pool }) => this.#stateOf(pool()));
  }

  #stateOf(pool: ManagedPool): ReplicaState {
    const { poolName: name } = pool;
    const { ready, reason } = pool.health();
    const able = ready || reason === "starting";
    const late = able && this.#lag?.isLate(name) === true;
    return { name, serves: able && !late, reason: late ? "lagging" : reason, lag: this.#lag?.lagOf(name) };
  }
}

function least<T extends Candidate>(members: readonly T[]): T {
  const load = ({ pool, weight }: T) => {
    const { used, waiting } = pool().stats();
    return (used + waiting) / weight;
  };
  return members.reduce((best, member) => (load(member) < load(best) ? member : best));
}

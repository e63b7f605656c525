// which of several pools a read goes to
import type { ManagedPool } from "./create.ts";
import type { PoolHealth } from "./health.ts";
import type { LagWatch } from "./lag.ts";

/**
 * How reads are spread: `round-robin` gives each its turn, as many turns as its weight says; `least-connections` takes the
 * one that has the least in use and waiting for its weight.
 */
export type Balance = "round-robin" | "least-connections";

/** One pool to read from. */
export interface Candidate {
  readonly weight: number;
  readonly pool: () => ManagedPool;
}

/** How one replica is. */
export interface ReplicaState {
  /** Name of its pool. */
  readonly name: string;
  /** Whether reads go to it. */
  readonly serves: boolean;
  /** Why not, or what its pool's health says: `lagging` where it is too far behind the primary. */
  readonly reason: PoolHealth["reason"] | "lagging";
  /** How far it is behind the primary, in milliseconds; undefined where that is not known, or `maxLag` is not set. */
  readonly lag: number | undefined;
}

interface Member extends Candidate {
  /** Turns that it has not had yet. */
  credit: number;
}

/** Spreads reads over the pools that can serve. One that cannot tries again by itself while the others serve. */
export class Replicas {
  readonly #balance: Balance;
  readonly #members: Member[];
  readonly #lag: LagWatch | undefined;
  #turn = -1;

  /** @param lag says which are too far behind, if anybody looks. */
  constructor(candidates: readonly Candidate[], balance: Balance, lag?: LagWatch) {
    this.#balance = balance;
    this.#lag = lag;
    this.#members = candidates.map((candidate) => ({ ...candidate, credit: 0 }));
  }

  /** The next one; undefined where none can serve. */
  next(): ManagedPool | undefined {
    if (this.#members.length === 0) return undefined;
    this.#lag?.start();
    const able = this.#members.filter(({ pool }) => this.#stateOf(pool()).serves);
    if (able.length === 0) return undefined;
    if (this.#balance === "least-connections") {
      // of those that have equally little, another one each time
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

  /** The one that is the least behind of those that are too far behind, for when there is no primary either. */
  leastLate(): ManagedPool | undefined {
    const late = this.#members.map(({ pool }) => pool()).filter((pool) => this.#stateOf(pool).reason === "lagging");
    const lag = ({ poolName }: ManagedPool) => this.#lag!.lagOf(poolName)!;
    return late.sort((a, b) => lag(a) - lag(b))[0];
  }

  /** How each of them is. */
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

// which of several pools a read goes to
import type { ManagedPool } from "./create.ts";

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

interface Member extends Candidate {
  /** Turns that it has not had yet. */
  credit: number;
  /** Whether it is being tried again. */
  trying: boolean;
}

/** Spreads reads over the pools that can serve. One that cannot is tried again while the others serve. */
export class Replicas {
  readonly #balance: Balance;
  readonly #members: Member[];

  constructor(candidates: readonly Candidate[], balance: Balance) {
    this.#balance = balance;
    this.#members = candidates.map((candidate) => ({ ...candidate, credit: 0, trying: false }));
  }

  /** The next one; undefined where none can serve. */
  next(): ManagedPool | undefined {
    const able = this.#members.filter((member) => this.#isAble(member));
    if (able.length === 0) return undefined;
    if (this.#balance === "least-connections") return least(able).pool();
    // smooth: shares of 3 and 1 are a a b a, not a a a b
    const total = able.reduce((sum, { weight }) => sum + weight, 0);
    for (const member of able) member.credit += member.weight;
    const chosen = able.reduce((best, member) => (member.credit > best.credit ? member : best));
    chosen.credit -= total;
    return chosen.pool();
  }

  #isAble(member: Member): boolean {
    const pool = member.pool();
    const { ready, reason } = pool.health();
    if (ready || reason === "starting") return true;
    if (reason === "unreachable" && !member.trying) {
      // the pool itself sees to it that attempts are few
      member.trying = true;
      const done = () => {
        member.trying = false;
      };
      pool.query("SELECT 1").then(done, done);
    }
    return false;
  }
}

function least<T extends Candidate>(members: readonly T[]): T {
  const load = ({ pool, weight }: T) => {
    const { used, waiting } = pool().stats();
    return (used + waiting) / weight;
  };
  return members.reduce((best, member) => (load(member) < load(best) ? member : best));
}

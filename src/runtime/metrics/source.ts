// whose pools are measured: one, several, or all that are open at the time
import type { ManagedPool } from "../create.ts";
import type { PoolStats } from "../stats.ts";

/** A pool, several, or what `createPools` gives. */
export type PoolSource = ManagedPool | { stats(): PoolStats | PoolStats[] } | readonly { stats(): PoolStats }[];

/** What all of them have now; a closed pool of several is left out of none. */
export function statsOf(source: PoolSource): PoolStats[] {
  if (Array.isArray(source)) return source.map((pool) => pool.stats());
  return [(source as { stats(): PoolStats | PoolStats[] }).stats()].flat();
}

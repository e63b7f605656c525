// advice that is the same for every pool

/** What to look for if all connections of a pool are in use. Raising the size comes last, since it hides the others. */
export const POOL_IN_USE =
  "First look for connections that are never released, then for slow queries and long transactions, and only then raise the pool size (pool.max), within what the server allows.";

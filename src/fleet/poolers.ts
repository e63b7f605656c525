// what poolers do where nobody says otherwise

/** Defaults of one pooler. */
export interface PoolerFacts {
  readonly poolSize: number;
  readonly maxClientConn: number;
  readonly source: string;
  /** Day the source was read. */
  readonly checked: string;
}

/** The poolers whose defaults are known, by `pooler.kind`. */
export const POOLERS: Readonly<Record<string, PoolerFacts | undefined>> = {
  pgbouncer: {
    poolSize: 20,
    maxClientConn: 100,
    source: "https://www.pgbouncer.org/config.html",
    checked: "2026-11-21",
  },
};

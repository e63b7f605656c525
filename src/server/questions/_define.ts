// what a question is: one thing that is asked of a live server
/** One row of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** What a question is asked on. */
export interface Asker {
  /** Runs a query in a read-only transaction of its own, with `search_path = pg_catalog, pg_temp`. */
  ask(sql: string, options?: { readonly limited?: boolean }): Promise<readonly Row[]>;
}

/** Asks one thing. */
export type Question<T> = (session: Asker) => Promise<T>;

/** Settings of the server that end sessions, statements and transactions. */
export const TIMEOUTS = [
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "transaction_timeout",
  "idle_session_timeout",
] as const;

// what a question is: one thing that is asked of a live server
/** One row of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** What a question is asked on. */
export interface Asker {
  /** Asks in a transaction of its own that may only read, and is rolled back. */
  ask(sql: string): Promise<readonly Row[]>;
  /** Asks as it stands: what a transaction would change, or a console that knows none. */
  askPlain(sql: string): Promise<readonly Row[]>;
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

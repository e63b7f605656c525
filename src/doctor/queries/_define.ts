// what a question is: one thing that is asked of a live server
/** What is needed of a schema, so that the public declarations name no other package. */
interface RowSchema<T> {
  safeParse(row: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** One row of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** What a question is asked on. */
export interface Querier {
  /** Process that the server named at login, to which a cancel request would go. */
  readonly key: number | undefined;
  /** Runs a query in a read-only transaction of its own, with `search_path = pg_catalog, pg_temp`. */
  ask(sql: string, options?: { readonly limited?: boolean }): Promise<readonly Row[]>;
}

/** The error of an answer that has another form than the query asks for. */
export class UnexpectedAnswerError extends Error {
  static override readonly name: string = "UnexpectedAnswerError";

  constructor() {
    super("the server's answer has another form than the query asks for");
  }
}

/**
 * Checks the form of rows, since whatever answers may be no PostgreSQL.
 *
 * @throws UnexpectedAnswerError if one of them has another form.
 */
export function readRows<T>(schema: RowSchema<T>, rows: readonly Row[]): readonly T[] {
  return rows.map((row) => {
    const read = schema.safeParse(row);
    if (!read.success) throw new UnexpectedAnswerError();
    return read.data;
  });
}

/**
 * Checks the form of the only row of an answer.
 *
 * @throws UnexpectedAnswerError if there is none, or if it has another form.
 */
export function readRow<T>(schema: RowSchema<T>, rows: readonly Row[]): T {
  const [row] = readRows(schema, rows.slice(0, 1));
  if (row === undefined) throw new UnexpectedAnswerError();
  return row;
}

/** Asks one thing. */
export type Question<T> = (session: Querier) => Promise<T>;

/** Settings of the server that end sessions, statements and transactions. */
export const TIMEOUTS = [
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "transaction_timeout",
  "idle_session_timeout",
] as const;

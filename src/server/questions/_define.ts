// what a question is: one thing that is asked of a live server
import type { Session } from "../_session.ts";

/** Asks one thing. */
export type Question<T> = (session: Session) => Promise<T>;

/** Settings of the server that end sessions, statements and transactions. */
export const TIMEOUTS = [
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "transaction_timeout",
  "idle_session_timeout",
] as const;

// which transactions have been open for the longest time
import * as z from "zod/mini";
import { CLIENTS, since } from "./_clients.ts";
import { type Question, readRows } from "./_define.ts";

/** The open transactions of clients. */
export interface Transactions {
  /** The oldest first; those of sessions that are hidden from the role are not among them. */
  readonly oldest: readonly Transaction[];
}

/** One open transaction. */
export interface Transaction {
  readonly pid: number;
  readonly application: string;
  readonly user: string;
  readonly database: string;
  readonly state: string;
  /** Time since it began, in milliseconds. */
  readonly age: number;
  /** Time since the session came into its state, in milliseconds. */
  readonly since: number;
}

const ROW = z.object({
  pid: z.int(),
  application: z.string(),
  user: z.string(),
  database: z.string(),
  state: z.string(),
  age: z.number(),
  since: z.number(),
});

const MOST = 200;

const transactions: Question<Transactions> = async (session) => {
  const rows = await session.ask(`SELECT pid, coalesce(application_name, '') AS "application",
    coalesce(usename, '') AS "user", coalesce(datname, '') AS "database", state,
    ${since("xact_start")} AS "age", ${since("state_change")} AS "since"
    FROM ${CLIENTS} WHERE xact_start IS NOT NULL AND state IS NOT NULL AND backend_type = 'client backend'
    ORDER BY xact_start, pid LIMIT ${MOST}`);
  return { oldest: readRows(ROW, rows) };
};

export default transactions;

// the timeouts that a session gets, and where each was set
import * as z from "zod/mini";
import { type Question, readRows, TIMEOUTS } from "./_define.ts";

/** One timeout of the session, as the server has it. */
export interface Timeout {
  /** In milliseconds; null for off. */
  readonly value: number | null;
  /** Where it was set, in the words of `pg_settings.source`. */
  readonly source: string;
}

/** The timeouts in force, by their names on the server; those that it does not have are left out. */
export type Timeouts = Readonly<Partial<Record<(typeof TIMEOUTS)[number], Timeout>>>;

const ROW = z.object({ name: z.enum([...TIMEOUTS]), value: z.number(), source: z.string() });

const timeouts: Question<Timeouts> = async (session) => {
  const names = TIMEOUTS.map((name) => `'${name}'`).join(", ");
  // doctor's own limit would be one of them
  const rows = await session.ask(
    `SELECT name, setting::float8 AS value, source FROM pg_catalog.pg_settings WHERE name IN (${names}) ORDER BY name`,
    { limited: false },
  );
  return Object.fromEntries(
    readRows(ROW, rows).map(({ name, value, source }) => [name, { value: value === 0 ? null : value, source }]),
  );
};

export default timeouts;

// which process of the server answers, twice: behind a pooler they are not the one that was named at login
import * as z from "zod/mini";
import { type Querier, type Question, readRow } from "./_define.ts";

/** The processes that answered two queries. */
export interface Process {
  /** The one that was named at login; undefined if none was. */
  readonly key: number | undefined;
  readonly first: number;
  readonly second: number;
}

const ROW = z.object({ pid: z.int() });

const process: Question<Process> = async (session) => ({
  key: session.key,
  first: await pidOf(session),
  second: await pidOf(session),
});

export default process;

async function pidOf(session: Querier): Promise<number> {
  return readRow(ROW, await session.ask("SELECT pg_backend_pid() AS pid")).pid;
}

// how far the server is, and what time it has
import * as z from "zod/mini";
import { type Question, readRow } from "./_define.ts";

/** The way to the server and back, and its clock against this machine's. */
export interface Clock {
  /** Shortest of the round trips, in milliseconds. */
  readonly latency: number;
  /** Server's clock less this machine's, in milliseconds; exact to half the round trip. */
  readonly offset: number;
}

const ROUNDS = 5;

const ROW = z.object({ now: z.number() });

const clock: Question<Clock> = async (session) => {
  let best: Clock | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const [sent, began] = [Date.now(), performance.now()];
    const rows = await session.ask("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now");
    const latency = performance.now() - began;
    // nobody needs the fourth digit of a time that varies in its first
    const offset = Math.round(readRow(ROW, rows).now - (sent + latency / 2));
    if (!best || latency < best.latency) best = { latency: Math.round(latency * 100) / 100, offset };
  }
  return best!;
};

export default clock;

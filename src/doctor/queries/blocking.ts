// which sessions wait for a lock, and who holds it
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod/mini";
import { CLIENTS, since } from "./_clients.ts";
import { type Querier, type Question, readRows } from "./_define.ts";

/** The sessions that wait for a lock now. */
export interface Blocking {
  /** How many sessions wait. */
  readonly blocked: number;
  /** Longest that one of them has waited, in milliseconds; null if none does, or if it is hidden. */
  readonly longest: number | null;
  /** Kinds of locks that they wait for, in the words of `pg_locks.locktype`. */
  readonly locks: readonly string[];
  /** Those who wait for nobody and block others, directly or through others; the one who blocks the most first. */
  readonly blockers: readonly Blocker[];
}

/** One session that blocks others. */
export interface Blocker {
  /** Its process; 0 for a prepared transaction, which has none. */
  readonly pid: number;
  /** How many sessions it blocks. */
  readonly blocks: number;
  readonly application: string;
  readonly user: string;
  readonly database: string;
  /** Null where it is hidden. */
  readonly state: string | null;
  /** Age of its transaction in milliseconds; null if it is hidden, or if there is none. */
  readonly transaction: number | null;
}

/** Maximum number of waiting sessions, of sessions before each, and of blockers that are looked at. */
const [WAITING, BEFORE, BLOCKERS] = [500, 20, 20];

/** Waits that are shorter are normal; they are over at a second look. */
const BRIEF_MS = 1_000;

const blocking: Question<Blocking> = async (session) => {
  const first = await look(session);
  const brief = first.length > 0 && first.every(({ waited }) => (waited ?? 0) < BRIEF_MS);
  if (brief) await sleep(BRIEF_MS);
  const waiting = brief ? await look(session) : first;
  const roots = rootsOf(waiting);
  const details = roots.size === 0 ? [] : await describe(session, [...roots.keys()]);
  return {
    blocked: waiting[0]?.all ?? 0,
    longest: waiting[0]?.waited ?? null,
    locks: [...new Set(waiting.map(({ lock }) => lock))],
    blockers: [...roots].map(([pid, blocks]) => ({
      ...UNSEEN,
      ...details.find((one) => one.pid === pid),
      pid,
      blocks,
    })),
  };
};

export default blocking;

const WAIT = z.object({
  pid: z.int(),
  lock: z.string(),
  waited: z.nullable(z.number()),
  before: z.array(z.int()),
  all: z.int(),
});

type Wait = z.infer<typeof WAIT>;

// pg_locks is visible to everyone. Before PostgreSQL 14 it has no waitstart. Those who wait themselves come last, since
// they all lead to somebody who does not.
async function look(session: Querier): Promise<readonly Wait[]> {
  const rows = await session.ask(`WITH waiting AS (
      SELECT l.pid, l.locktype, client.state_change, to_jsonb(l) ->> 'waitstart' AS waitstart
      FROM pg_locks l JOIN ${CLIENTS} ON client.pid = l.pid WHERE NOT l.granted)
    SELECT w.pid, w.locktype AS "lock", w."waited", w."all", ARRAY(
      SELECT b FROM unnest(pg_blocking_pids(w.pid)) AS b GROUP BY b
      ORDER BY EXISTS (SELECT FROM waiting WHERE waiting.pid = b), b LIMIT ${BEFORE}) AS "before"
    FROM (SELECT pid, locktype, ${since("coalesce(waitstart::timestamptz, state_change)")} AS "waited",
      (count(*) OVER ())::int AS "all" FROM waiting ORDER BY "waited" DESC NULLS LAST, pid LIMIT ${WAITING}) AS w
    ORDER BY w."waited" DESC NULLS LAST, w.pid`);
  return readRows(WAIT, rows);
}

/** How many sessions each of those blocks who do not wait themselves. */
function rootsOf(waiting: readonly Wait[]): ReadonlyMap<number, number> {
  const before = new Map(waiting.map((wait) => [wait.pid, wait.before]));
  const blocks = new Map<number, number>();
  for (const { pid } of waiting) {
    const reached = new Set(before.get(pid));
    for (const next of reached) for (const further of before.get(next) ?? []) reached.add(further);
    for (const one of reached) if (!before.has(one)) blocks.set(one, (blocks.get(one) ?? 0) + 1);
  }
  return new Map([...blocks].sort(([, one], [, two]) => two - one).slice(0, BLOCKERS));
}

const UNSEEN = { application: "", user: "", database: "", state: null, transaction: null };

const DETAIL = z.object({
  pid: z.int(),
  application: z.string(),
  user: z.string(),
  database: z.string(),
  state: z.nullable(z.string()),
  transaction: z.nullable(z.number()),
});

async function describe(session: Querier, pids: readonly number[]): Promise<readonly z.infer<typeof DETAIL>[]> {
  const rows = await session.ask(`SELECT pid, coalesce(nullif(application_name, ''), backend_type, '') AS "application",
    coalesce(usename, '') AS "user", coalesce(datname, '') AS "database", state, ${since("xact_start")} AS "transaction"
    FROM pg_stat_activity WHERE pid IN (${pids.join(", ")})`);
  return readRows(DETAIL, rows);
}

// whether the server can be written to, and how far a standby is behind
import * as z from "zod/mini";
import { since } from "./_clients.ts";
import { type Question, readRow } from "./_define.ts";

/** Whether the server is a standby, or refuses to write for another reason. */
export interface Recovery {
  readonly inRecovery: boolean;
  /** `default_transaction_read_only`. */
  readonly readOnly: boolean;
  /** What a standby has yet to replay of what it has received; null for a primary, and if it is not known. */
  readonly replay: Replay | null;
}

/** The replay of a standby. */
export interface Replay {
  /** Received and not replayed yet, in bytes; null if it has received nothing from a primary since it started. */
  readonly bytes: number | null;
  /** Age of the last transaction that was replayed, in milliseconds; 0 if nothing is left to replay, null if not known. */
  readonly behind: number | null;
  readonly paused: boolean;
  /** Whether it is connected to a primary. */
  readonly receiving: boolean;
}

const STATE = z.object({ inRecovery: z.boolean(), readOnly: z.boolean() });

const REPLAY = z.object({
  bytes: z.nullable(z.number()),
  age: z.nullable(z.number()),
  paused: z.boolean(),
  receiving: z.boolean(),
});

const recovery: Question<Recovery> = async (session) => {
  const rows = await session.ask(`SELECT pg_is_in_recovery() AS "inRecovery",
    current_setting('default_transaction_read_only') = 'on' AS "readOnly"`);
  const state = readRow(STATE, rows);
  if (!state.inRecovery) return { ...state, replay: null };
  const replay = await session
    .ask(
      `SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::float8 AS "bytes",
      ${since("pg_last_xact_replay_timestamp()")} AS "age",
      pg_is_wal_replay_paused() AS "paused", EXISTS (SELECT FROM pg_stat_wal_receiver) AS "receiving"`,
    )
    .catch(noneIfUnsupported);
  if (replay === null) return { ...state, replay };
  const { age, bytes: left, ...rest } = readRow(REPLAY, replay);
  // after a start, the position that was received may be before the one that was replayed
  const bytes = left === null ? null : Math.max(0, left);
  return { ...state, replay: { ...rest, bytes, behind: bytes === 0 ? 0 : age } };
};

export default recovery;

// a reader of Aurora shares the storage of its primary, and refuses these functions
function noneIfUnsupported(error: unknown): null {
  if ((error as { code?: unknown }).code === "0A000") return null;
  throw error;
}

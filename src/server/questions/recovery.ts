// whether the server can be written to
import type { Question } from "./_define.ts";

/** Whether the server is a standby, or refuses to write for another reason. */
export interface Recovery {
  readonly inRecovery: boolean;
  /** `default_transaction_read_only`. */
  readonly readOnly: boolean;
  /** Since the last transaction that the standby has taken over, in milliseconds; null for a primary. */
  readonly behind: number | null;
}

const recovery: Question<Recovery> = async (session) => {
  const [row] = await session.ask(`SELECT pg_catalog.pg_is_in_recovery() AS "inRecovery",
    current_setting('default_transaction_read_only') = 'on' AS "readOnly",
    (extract(epoch FROM clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp()) * 1000)::float8 AS "behind"`);
  const { behind, ...rest } = row as unknown as Recovery;
  return { ...rest, behind: rest.inRecovery && behind !== null ? Math.max(0, Math.round(behind)) : null };
};

export default recovery;

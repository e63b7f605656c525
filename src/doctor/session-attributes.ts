// whether a server is of the kind that target_session_attrs asks for, as libpq decides it
import type { Session } from "./_session.ts";
import type { SessionAttributes } from "./parameters.ts";

/** Why a server is not accepted. */
export interface Mismatch {
  readonly message: string;
  readonly meaning: string;
}

/**
 * What keeps a server from being accepted; undefined if it is.
 * - Source: https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNECT-TARGET-SESSION-ATTRS, version 18, 2026-11-29.
 *
 * @throws the error of the server, or of the connection if it is lost or does not answer.
 */
export async function mismatchOf(session: Session, wanted: SessionAttributes): Promise<Mismatch | undefined> {
  if (wanted === "any" || wanted === "prefer-standby") return undefined;
  const { standby, readOnly } = await stateOf(session);
  const [accepted, is] = {
    "read-write": [!readOnly, "the session is read-only"],
    "read-only": [readOnly, "the session accepts writes"],
    primary: [!standby, "the server is in recovery"],
    standby: [standby, "the server is not in recovery"],
  }[wanted] as [boolean, string];
  if (accepted) return undefined;
  return {
    message: `target_session_attrs=${wanted}, but ${is}`,
    meaning: "The server accepts connections, but is not of the kind that the application connects to.",
  };
}

// PostgreSQL 14 and later report both as the connection starts; older ones have to be asked
async function stateOf(session: Session): Promise<{ standby: boolean; readOnly: boolean }> {
  const { in_hot_standby: hot, default_transaction_read_only: writes } = session.link.parameters;
  if (hot !== undefined && writes !== undefined)
    return { standby: hot === "on", readOnly: hot === "on" || writes === "on" };
  const [row] = await session.ask(
    "SELECT pg_catalog.pg_is_in_recovery() AS standby, pg_catalog.current_setting('default_transaction_read_only') AS writes",
  );
  const standby = row?.standby === true;
  return { standby, readOnly: standby || row?.writes === "on" };
}

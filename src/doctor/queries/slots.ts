// how many connections the server has, and how many of them a role like this one can have
import * as z from "zod/mini";
import { type Question, readRow } from "./_define.ts";

/** The slots of the server. */
export interface Slots {
  readonly maxConnections: number;
  /** Kept for superusers. */
  readonly superuserReserved: number;
  /** Kept for roles with `pg_use_reserved_connections`; 0 before PostgreSQL 16. */
  readonly reserved: number;
  /** Whether the role that logged in may use all of them, or those that are kept for some roles. */
  readonly superuser: boolean;
  readonly mayUseReserved: boolean;
}

const ROW = z.object({
  maxConnections: z.int(),
  superuserReserved: z.int(),
  reserved: z.int(),
  superuser: z.boolean(),
  mayUseReserved: z.boolean(),
});

// the server decides by the role that logged in, before any SET role
const slots: Question<Slots> = async (session) => {
  const rows = await session.ask(`SELECT
    current_setting('max_connections')::int AS "maxConnections",
    current_setting('superuser_reserved_connections')::int AS "superuserReserved",
    coalesce(current_setting('reserved_connections', true), '0')::int AS "reserved",
    (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) AS "superuser",
    EXISTS (SELECT 1 FROM pg_roles
      WHERE rolname = 'pg_use_reserved_connections' AND pg_has_role(session_user, oid, 'USAGE')) AS "mayUseReserved"`);
  return readRow(ROW, rows);
};

export default slots;

// how many connections the server has, and how many of them a role like this one can have
import type { Question } from "./_define.ts";

/** The slots of the server. */
export interface Slots {
  readonly maxConnections: number;
  /** Kept for superusers. */
  readonly superuserReserved: number;
  /** Kept for roles with `pg_use_reserved_connections`; 0 before PostgreSQL 16. */
  readonly reserved: number;
  /** Whether this role may use all of them, or those that are kept for some roles. */
  readonly superuser: boolean;
  readonly mayUseReserved: boolean;
}

const slots: Question<Slots> = async (session) => {
  const [row] = await session.ask(`SELECT
    current_setting('max_connections')::int AS "maxConnections",
    current_setting('superuser_reserved_connections')::int AS "superuserReserved",
    coalesce(current_setting('reserved_connections', true), '0')::int AS "reserved",
    (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS "superuser",
    EXISTS (SELECT 1 FROM pg_catalog.pg_roles
      WHERE rolname = 'pg_use_reserved_connections' AND pg_catalog.pg_has_role(current_user, oid, 'USAGE')) AS "mayUseReserved"`);
  return row as unknown as Slots;
};

export default slots;

// who is connected to what, and the connection limits of both
import type { Question } from "./_define.ts";

/** The role and the database of the connection. */
export interface Role {
  readonly name: string;
  /** `CONNECTION LIMIT` of the role; null for none. */
  readonly limit: number | null;
  readonly database: string;
  /** `CONNECTION LIMIT` of the database; null for none. */
  readonly databaseLimit: number | null;
}

const role: Question<Role> = async (session) => {
  const [row] = await session.ask(`SELECT r.rolname AS "name", d.datname AS "database",
    nullif(r.rolconnlimit, -1) AS "limit", nullif(d.datconnlimit, -1) AS "databaseLimit"
    FROM pg_catalog.pg_roles r, pg_catalog.pg_database d
    WHERE r.rolname = current_user AND d.datname = pg_catalog.current_database()`);
  return row as unknown as Role;
};

export default role;

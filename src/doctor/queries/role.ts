// who is connected to what, and the connection limits of both
import * as z from "zod/mini";
import { type Question, readRow } from "./_define.ts";

/** The role and the database of the connection. */
export interface Role {
  /** The role that logged in, whose limits count. */
  readonly name: string;
  /** The role that statements run as; another one after `SET role`, which may be set for the role or the database. */
  readonly current: string;
  /** `CONNECTION LIMIT` of the role that logged in; null for none. */
  readonly limit: number | null;
  readonly database: string;
  /** `CONNECTION LIMIT` of the database; null for none. */
  readonly databaseLimit: number | null;
}

const ROW = z.object({
  name: z.string(),
  current: z.string(),
  limit: z.nullable(z.int()),
  database: z.string(),
  databaseLimit: z.nullable(z.int()),
});

const role: Question<Role> = async (session) => {
  const rows = await session.ask(`SELECT r.rolname AS "name", current_user AS "current", d.datname AS "database",
    nullif(r.rolconnlimit, -1) AS "limit", nullif(d.datconnlimit, -1) AS "databaseLimit"
    FROM pg_roles r, pg_database d WHERE r.rolname = session_user AND d.datname = current_database()`);
  return readRow(ROW, rows);
};

export default role;

// which connection limits are nearly reached, of whatever role or database
import * as z from "zod/mini";
import { CLIENTS } from "./_clients.ts";
import { type Question, readRows } from "./_define.ts";

/** The roles and databases that have used four fifths of their `CONNECTION LIMIT` or more. */
export interface Limits {
  readonly near: readonly NearLimit[];
}

/** One of them. */
export interface NearLimit {
  readonly kind: "role" | "database";
  readonly name: string;
  /** Its `CONNECTION LIMIT`. */
  readonly limit: number;
  /** Its connections now, without doctor's own. */
  readonly used: number;
}

const ROW = z.object({
  kind: z.enum(["role", "database"]),
  name: z.string(),
  limit: z.int(),
  used: z.int(),
});

const MOST = 50;

const limits: Question<Limits> = async (session) => {
  const rows = await session.ask(`SELECT * FROM (
    SELECT 'role' AS "kind", r.rolname AS "name", r.rolconnlimit AS "limit",
      (SELECT count(*)::int FROM ${CLIENTS} WHERE client.usesysid = r.oid) AS "used"
      FROM pg_roles r WHERE r.rolconnlimit > 0 AND r.rolcanlogin AND NOT r.rolsuper
    UNION ALL
    SELECT 'database', d.datname, d.datconnlimit,
      (SELECT count(*)::int FROM ${CLIENTS} WHERE client.datid = d.oid)
      FROM pg_database d WHERE d.datconnlimit > 0
    ) AS counted WHERE "used" * 5 >= "limit" * 4 ORDER BY "used"::float8 / "limit" DESC, 1, 2 LIMIT ${MOST}`);
  return { near: readRows(ROW, rows) };
};

export default limits;
